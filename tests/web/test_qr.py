"""The square to scan: the very modules of the standard, a quiet zone around them, and never the link of a search."""

import re

import pytest
import segno

from directory.web import qr

ADDRESS = "https://amparo.example/es/listing/oakland001"


def _modules(code: qr.Code) -> list[list[int]]:
    """Paint the path, a rectangle a run, and return the whole square, quiet zone included."""
    square = [[0] * code.size for _ in range(code.size)]
    drawn = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", code.path)
    assert "".join(f"M{x} {y}h{width}v1h-{width}z" for x, y, width in drawn) == code.path
    for x, y, width in ((int(each) for each in run) for run in drawn):
        square[y][x:x + width] = [1] * width
    return square


@pytest.mark.parametrize("address", [ADDRESS, "http://localhost/ar/ca/oakland/food", f"{ADDRESS}{'x' * 200}"])
def test_the_drawing_is_the_code_with_its_quiet_zone(address: str) -> None:
    expected = segno.make_qr(address, error="m").matrix_iter(border=4)
    assert _modules(qr.code(address)) == [list(row) for row in expected]


def test_the_link_of_a_search_is_refused() -> None:
    with pytest.raises(ValueError, match="for one person"):
        qr.code("https://amparo.example/es/r/AAAA")
