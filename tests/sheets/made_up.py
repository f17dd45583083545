"""Invented files."""

import io
import zipfile


def workbook() -> bytes:
    """Return the beginning of an XLSX file as Excel saves it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    return file.getvalue()
