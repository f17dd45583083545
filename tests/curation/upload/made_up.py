"""A sheet as publishers and volunteers really leave it: every value is invented, every fault is a real one."""

import csv
import io

HEADER = ["name", "address", "city", "state", "zip", "phone", "hours", "services", "website", "Who may come?", "source",
          "scraper_id"]
#: What is wrong: lost zero; two numbers; words as hours; a code nobody knows; "http:/"; no state; a note as a row.
ROWS = [
    ["Example Pantry North", "1 Example Street", "Boston", "Massachusetts", "2108", "(617) 555-0101",
     "Mon-Fri 9am-5pm", "pantry", "https://example.org/north", "Anybody", "their-list", "7"],
    ["Example Pantry South", "2 Example Street", "Boston", "MA", "02116", "617-555-0102 or 617-555-0103",
     "By appointment", "pantry", "example.org/south", "Families with children", "their-list", "7"],
    ["Example Kitchen", "3 Example Street", "Boston", "MA", "02118", "617 555 0104", "Tue 12pm-2pm", "hot mealz",
     "http:/example.org/kitchen", "", "their-list", "7"],
    ["Example Pantry <b>West</b>", "4 Example Street", "Boston", "MA", "02119", "", "Wed 9-5", "pantry", "", "",
     "their-list", "7"],
    ["Total: 4 places", "", "", "", "", "", "", "", "", "", "", ""],
]


def as_csv(header: list[str] = HEADER, rows: list[list[str]] = ROWS) -> bytes:
    """Return a CSV file as an older spreadsheet program of the West saves it."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerows([header, *rows])
    return file.getvalue().encode("cp1252")


def good(count: int, *, first: int = 1, **changed: str) -> bytes:
    """Return a sheet of pantries that nothing is wrong with."""
    header = ["id", "organization", "category", "address_1", "city", "state", "postal_code", "phone", "source"]
    rows = [[f"invented{number:04}", f"Example Pantry {number}", "food", f"{number} Example Street", "Boston", "MA",
             "02108", changed.get("phone", f"(617) 555-01{number % 100:02}"), "test-list"]
            for number in range(first, first + count)]
    return as_csv(header, rows)
