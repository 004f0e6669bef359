"""A small Excel workbook: one sheet of text and dates, the same bytes every time.

Excel keeps a date as the number of days since 30 December 1899 with a date
format, so a loader that only reads text meets the real thing here.
"""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
EPOCH = date(1899, 12, 30).toordinal()
WRITTEN = (2020, 1, 1, 0, 0, 0)  # a zip needs a time of its own
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DATE_STYLE = 1

_DATE = re.compile(r"[0-3][0-9]-[01][0-9]-[0-9]{4}")
_WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")

SHEET = "worksheets/sheet1.xml"  # within the folder xl
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/{SHEET}" ContentType="{TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
    '<sheet name="Ark1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="{SHEET}"/>'
    f'<Relationship Id="rId2" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>',
}


def content(rows: Sequence[Sequence[str]]) -> bytes:
    """The bytes of a workbook whose one sheet holds the rows."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, xml in (*PARTS.items(), (f"xl/{SHEET}", _sheet(rows))):
            archive.writestr(ZipInfo(name, WRITTEN), HEAD + xml, ZIP_DEFLATED)
    return out.getvalue()


def _sheet(rows: Sequence[Sequence[str]]) -> str:
    body = "".join(
        f'<row r="{at}">{"".join(_cells(at, row))}</row>' for at, row in enumerate(rows, 1)
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'


def _cells(at: int, row: Sequence[str]) -> Iterator[str]:
    for column, text in enumerate(row):
        if text:
            yield _cell(f"{_letter(column)}{at}", text)


def _cell(place: str, text: str) -> str:
    if _DATE.fullmatch(text):
        days = date(int(text[6:]), int(text[3:5]), int(text[:2])).toordinal() - EPOCH
        return f'<c r="{place}" s="{DATE_STYLE}"><v>{days}</v></c>'
    if _WHOLE.fullmatch(text):
        return f'<c r="{place}"><v>{text}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def _letter(column: int) -> str:
    if column > 25:
        raise ValueError("The example's workbooks have at most 26 columns.")
    return chr(ord("A") + column)
