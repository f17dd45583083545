"""What a first visit to a results page costs a phone: bytes as sent, compressed, and requests, in every language.

    python -m benchmarks.weight               94601, all kinds of help, on the sheets of `data`
"""

import argparse
import re
import tempfile
from pathlib import Path

from flask.testing import FlaskClient

from directory import create_app
from directory.config import Settings
from directory.i18n.languages import offered

#: Bytes, of page, style and script together.
BUDGET = 14_000
_LOADED = re.compile(r'<(?:script|link)[^>]+(?:src|href)="(/[^"]+\.(?:js|css)[^"]*)"')
_ENCODING = {"Accept-Encoding": "br, gzip"}


def weigh(client: FlaskClient, language: str, place: str) -> dict[str, int]:
    """Return what a browser that has been nowhere asks for, and the bytes of each answer."""
    sent = client.post(f"/{language}/search", data={"place": place})
    page = client.get(sent.location, headers=_ENCODING)
    text = client.get(sent.location).get_data(as_text=True)
    sizes = {"page": len(page.data)}
    for path in dict.fromkeys(_LOADED.findall(text)):
        sizes[path.rsplit("/", 1)[-1].split("?")[0]] = len(client.get(path, headers=_ENCODING).data)
    return sizes


def main() -> None:
    """Print one line a language; fail where the budget is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--place", default="94601")
    parser.add_argument("--home", type=Path, default=Path("instance"))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as keys:
        app = create_app(Settings(amparo_home=asked.home, directory_role="public", search_keys=Path(keys) / "keys"))
        weights = {each.code: weigh(app.test_client(), each.code, asked.place) for each in offered()}
    for code, sizes in weights.items():
        print(f"{code:8}{len(sizes)} requests {sum(sizes.values()):>7,} bytes  {sizes}")
    if any(sum(sizes.values()) > BUDGET or len(sizes) > 3 for sizes in weights.values()):
        raise SystemExit(f"Over the budget of {BUDGET:,} bytes in 3 requests.")


if __name__ == "__main__":
    main()
