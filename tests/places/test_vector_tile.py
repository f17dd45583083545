"""Vector tiles: what an encoder puts in comes out, and a broken tile is told from a good one."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from directory.places.pmtiles import BadFile
from directory.places.vector_tile import Feature, features
from tests.places.street_file import AREA, EXTENT, LINE, POINT, Made, geometry, tile

names = st.sampled_from(["roads", "water", "places", "буквы"])
points = st.tuples(st.integers(-EXTENT, 2 * EXTENT), st.integers(-EXTENT, 2 * EXTENT))
said = st.dictionaries(st.text(max_size=8), st.one_of(st.text(max_size=8), st.booleans(), st.integers(0, 2**32)),
                       max_size=4)
made = st.one_of(
    st.builds(Made, names, st.just(POINT), said, st.lists(st.lists(points, min_size=1, max_size=5), max_size=1)),
    st.builds(Made, names, st.just(LINE), said, st.lists(st.lists(points, min_size=2, max_size=9), max_size=3)),
    st.builds(Made, names, st.just(AREA), said, st.lists(st.lists(points, min_size=3, max_size=9), max_size=3)))


def all_of(raw: bytes) -> list[Feature]:
    """Read a whole tile."""
    found = list(features(raw, {"roads", "water", "places", "буквы"}))
    for each in found:
        each.parts()
    return found


@given(st.lists(made, max_size=6), st.sampled_from([256, EXTENT, 8192]))
def test_what_was_put_into_a_tile_comes_out(put: list[Made], extent: int) -> None:
    assume(extent >= EXTENT or not any(each.parts for each in put))
    found = all_of(tile(put, extent))
    layers = list(dict.fromkeys(each.layer for each in put))
    for each, feature in zip(sorted(put, key=lambda each: layers.index(each.layer)), found, strict=True):
        assert (feature.layer, feature.kind, feature.extent) == (each.layer, each.kind, extent)
        assert feature.parts() == [list(part) for part in each.parts]
        for key, value in each.said.items():
            assert feature.attributes[key] == (value if isinstance(value, str) else ""), "only text counts"


@given(st.lists(made, min_size=1, max_size=4))
def test_only_the_layers_that_are_asked_for_are_read(put: list[Made]) -> None:
    assert {each.layer for each in features(tile(put), {"water"})} <= {"water"}


@given(st.binary(max_size=200))
def test_any_bytes_are_a_tile_or_refused(raw: bytes) -> None:
    try:
        all_of(raw)
    except BadFile as error:
        assert str(error)


@given(st.lists(made, min_size=1, max_size=3), st.data())
def test_a_tile_with_other_bytes_in_it_or_cut_off_is_read_or_refused(put: list[Made], data: st.DataObject) -> None:
    whole = tile(put)
    raw = bytearray(whole[:data.draw(st.integers(0, len(whole)))])
    for _ in range(data.draw(st.integers(0, 3))) if raw else ():
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        all_of(bytes(raw))
    except BadFile as error:
        assert str(error)


def test_a_shape_that_runs_away_is_refused() -> None:
    for far in (EXTENT * 9, 2**40):
        with pytest.raises(BadFile, match="far away"):
            Feature("roads", LINE, {}, EXTENT, geometry(LINE, [[(0, 0), (far, 0)]])).parts()


@pytest.mark.system
def test_a_tile_with_too_many_features_is_refused() -> None:
    with pytest.raises(BadFile, match="too large"):
        all_of(tile([Made("roads", POINT, {}, [[(0, 0)]])] * 50_001))


@pytest.mark.system
def test_a_tile_of_endless_crumbs_is_refused_before_they_are_all_read() -> None:
    layer = tile([Made("roads", POINT, {}, [])] * 40_000)
    with pytest.raises(BadFile, match="too full"):
        list(features(layer * 5, ("roads",)))
    with pytest.raises(BadFile, match="too large"):
        Feature("water", LINE, {}, EXTENT, b"\x01" * 250_001).parts()
