"""What of a vector tile is drawn, and how: streets, water, parks and names, as Protomaps and OpenMapTiles call them.

Pure: the bytes of a tile in, shapes small enough to be kept out.
"""

import html
import unicodedata
from array import array
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from directory.places.pmtiles import BadFile
from directory.places.vector_tile import AREA, LINE, POINT, Feature, features

#: The kinds of shapes; those that matter most first.
LARGEST_FIRST = ("water", "highway", "major", "medium", "park", "river", "minor")
AREAS = ("water", "park")

#: Where tiles say what a thing is, the most exact first: Protomaps today and in its versions 2 and 3, OpenMapTiles.
_KEYS = ("kind_detail", "pmap:kind_detail", "class", "kind", "pmap:kind")
#: The layers of streets. OpenMapTiles has their names in another one.
STREET_LAYERS = ("roads", "transportation")
_NAMED_LAYERS = ("roads", "transportation_name")
_STREETS = {"motorway": "highway", "highway": "highway", "trunk": "major", "primary": "major", "major_road": "major",
            "secondary": "medium", "tertiary": "medium", "medium_road": "medium", "minor_road": "minor",
            "residential": "minor", "unclassified": "minor", "minor": "minor", "service": "",
            **{f"{road}_link": "minor" for road in ("motorway", "trunk", "primary", "secondary", "tertiary")}}
_PARK_LAYERS = ("landuse", "landcover", "natural", "park")
_PARKS = {"park", "public_park", "national_park", "state_park", "nature_reserve", "protected_area", "forest", "wood",
          "cemetery", "golf_course", "recreation_ground"}
_RIVER_LAYERS = ("water", "waterway", "physical_line")
_RIVERS = {"river", "canal"}
_PLACE_LAYERS = ("places", "place")
_QUARTERS = {"neighbourhood", "macrohood", "suburb", "quarter"}
_LAYERS = frozenset((*STREET_LAYERS, *_NAMED_LAYERS, *_PARK_LAYERS, *_RIVER_LAYERS, *_PLACE_LAYERS))
#: What stands before the number of a highway, where the tile has it apart.
_NETWORKS = {"US:I": "I", "US:US": "US", "us-interstate": "I", "us-highway": "US"}
#: Points of a tile, and how many of them a shape weighs in memory by itself.
_MOST_POINTS, _SHAPE = 100_000, 10
_LONGEST_NAME, _USUAL_EXTENT = 40, 4096
#: Letters of a text that are looked at. A number in an entity longer than Python reads is never among them.
_LOOKED_AT = 1000


class Shape(NamedTuple):
    """A line, a ring or a point of a tile, in units of the tile.

    `kind` is '' for what is not drawn, `name` for what has none to be written. `street` is the kind of street that the
    name belongs to, '' for the name of a quarter. `box` is left, top, right and bottom of its points.
    """

    kind: str
    name: str
    street: str
    xs: Sequence[int]
    ys: Sequence[int]
    box: tuple[int, int, int, int]


class Tile(NamedTuple):
    """What we draw of a tile that is `extent` units wide and high."""

    extent: int
    shapes: tuple[Shape, ...]


def read(raw: bytes) -> Tile:
    """Read a tile. Raises BadFile when it is broken, or too full to be drawn."""
    shapes: list[Shape] = []
    extent, weight = 0, 0
    for feature in features(raw, _LAYERS):
        kind, name, street = _meant(feature)
        if not kind and not name:
            continue
        if feature.extent != (extent or feature.extent):
            raise BadFile("the layers of a tile differ in size")
        extent = feature.extent
        for part in feature.parts():
            weight += len(part) + _SHAPE
            if weight > _MOST_POINTS:
                raise BadFile("a tile is too full")
            if part:
                xs, ys = zip(*part, strict=True)
                box = (min(xs), min(ys), max(xs), max(ys))
                shapes.append(Shape(kind, name, street, array("i", xs), array("i", ys), box))
    return Tile(extent or _USUAL_EXTENT, tuple(shapes))


def _meant(feature: Feature) -> tuple[str, str, str]:
    """Return kind, name and street of the shapes of a feature."""
    said, layer = feature.attributes, feature.layer
    words = [said[key] for key in _KEYS if key in said]
    if feature.kind == POINT:
        is_quarter = layer in _PLACE_LAYERS and not _QUARTERS.isdisjoint(words)
        return "", _short(said.get("name", "")) if is_quarter else "", ""
    if layer in (*STREET_LAYERS, *_NAMED_LAYERS):
        street = next((_STREETS[word] for word in words if word in _STREETS), "") if feature.kind == LINE else ""
        named = street not in ("", "minor") and layer in _NAMED_LAYERS
        return street if layer in STREET_LAYERS else "", _sign(said, street) if named else "", street
    if feature.kind == AREA:
        is_park = layer in _PARK_LAYERS and not _PARKS.isdisjoint(words)
        return "water" if layer == "water" else "park" if is_park else "", "", ""
    return "" if layer not in _RIVER_LAYERS or _RIVERS.isdisjoint(words) else "river", "", ""


def _sign(said: Mapping[str, str], street: str) -> str:
    """Return what stands on the signs: of a highway its number, of another street its name."""
    number = _short(said.get("ref", "").partition(";")[0] or said.get("shield_text", ""))
    if number.isdigit() and said.get("network") in _NETWORKS:
        number = f"{_NETWORKS[said['network']]} {number}"
    name = _short(said.get("name", ""))
    return (number or name) if street == "highway" else (name or number)


def _short(text: str) -> str:
    """Return a name fit to be written; '' for one that no map has room for."""
    name = plain(text)
    return name if len(name) <= _LONGEST_NAME else ""


def plain(text: str) -> str:
    """Return text without entities and without signs that cannot be seen: they could turn round what follows."""
    shown = (" " if unicodedata.category(each)[0] in "CZ" else each for each in html.unescape(text[:_LOOKED_AT]))
    return " ".join("".join(shown).split())
