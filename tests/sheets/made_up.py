"""Invented files."""

import io
import zipfile
from collections.abc import Mapping, Sequence

import openpyxl

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"

#: A header and one row that break no rule.
GOOD_XML = ("<row r='1'><c r='A1' t='inlineStr'><is><t>organization</t></is></c>"
            "<c r='B1' t='inlineStr'><is><t>category</t></is></c></row>"
            "<row r='2'><c r='A2' t='inlineStr'><is><t>Example Office</t></is></c>"
            "<c r='B2' t='inlineStr'><is><t>food</t></is></c></row>")


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]] | None = None) -> bytes:
    """Return an XLSX file with these sheets, cell by cell, as another program writes it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in (sheets or {"Sheet1": [["organization"]]}).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a packed archive with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return file.getvalue()


def raw_workbook(rows: str = GOOD_XML, more: Mapping[str, str | bytes] | None = None, before: str = "") -> bytes:
    """Return an XLSX file whose one sheet is this XML, with more parts beside it and something before its root."""
    relation = f"<Relationships xmlns='{_RELATIONS}'><Relationship Id='r1' Type='{_DOCUMENT}/%s' Target='%s'/>%s"
    return archive({
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "_rels/.rels": relation % ("officeDocument", "xl/workbook.xml", "</Relationships>"),
        "xl/workbook.xml": f"<workbook xmlns='{_MAIN}' xmlns:r='{_DOCUMENT}'><sheets>"
                           "<sheet name='One' sheetId='1' r:id='r1'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relation % ("worksheet", "worksheets/sheet1.xml", (
            f"<Relationship Id='r2' Type='{_DOCUMENT}/sharedStrings' Target='sharedStrings.xml'/></Relationships>")),
        "xl/worksheets/sheet1.xml": f"{before}<worksheet xmlns='{_MAIN}'><sheetData>{rows}</sheetData></worksheet>",
        **(more or {"xl/sharedStrings.xml": shared("")})})


def shared(text: str) -> str:
    """Return the part of an XLSX file that holds texts which many cells share: this one alone."""
    return f"<sst xmlns='{_MAIN}'><si><t>{text}</t></si></sst>"


def ods(rows: str, manifest: str = "") -> bytes:
    """Return an ODS file whose one table is this XML."""
    return archive({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": f"<manifest:manifest xmlns:manifest='{_OASIS}:manifest:1.0'>{manifest}"
                                 "</manifest:manifest>",
        # LibreOffice keeps macros with a document type beside the sheet.
        "Basic/script-lc.xml": "<!DOCTYPE library:libraries PUBLIC '-//OpenOffice.org//DTD' 'libraries.dtd'><a/>",
        "content.xml": f"<office:document-content xmlns:office='{_OASIS}:office:1.0' xmlns:table='{_OASIS}:table:1.0'"
                       f" xmlns:text='{_OASIS}:text:1.0'><office:body><office:spreadsheet><table:table "
                       f"table:name='One'>{rows}</table:table></office:spreadsheet></office:body>"
                       "</office:document-content>"})


def ods_row(*cells: str, repeat: str = "") -> str:
    """Return a row of texts for an ODS file."""
    made = "".join(f"<table:table-cell office:value-type='string'{repeat}><text:p>{cell}</text:p></table:table-cell>"
                   for cell in cells)
    return f"<table:table-row>{made}</table:table-row>"
