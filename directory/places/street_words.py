"""The words of an address in their long and short forms, as people in the USA write them. Pure."""

#: Kinds of streets and the points of the compass: the forms of each.
KINDS = tuple(tuple(forms.split()) for forms in (
    "street st str", "avenue ave av", "boulevard blvd", "road rd", "drive dr", "lane ln", "court ct", "way", "place pl",
    "highway hwy", "parkway pkwy", "terrace ter", "circle cir", "square sq"))
COMPASS = tuple(tuple(forms.split()) for forms in (
    "north n", "south s", "east e", "west w", "northeast ne", "northwest nw", "southeast se", "southwest sw"))
#: What stands before the number of a door.
DOORS = tuple(tuple(forms.split()) for forms in (
    "suite ste", "floor fl", "room rm", "building bldg", "apartment apt", "unit"))
#: Streets that are counted: "5th" and "fifth" are one.
NUMBERS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7",
           "eighth": "8", "ninth": "9", "tenth": "10"}
