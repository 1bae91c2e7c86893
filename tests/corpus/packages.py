"""ZIP packages, good and hostile: DOCX and XLSX with one thing changed, bombs, and packages that lie about themselves."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
TYPES, TOP = "[Content_Types].xml", "_rels/.rels"
MAIN = {
    "docx": (
        "word/document.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    ),
    "xlsx": (
        "xl/workbook.xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    ),
}
DOCUMENT, DOCUMENT_LINKS = "word/document.xml", "word/_rels/document.xml.rels"
LOCATIONS, LOCATION_LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
PICTURE, SHEET_PART = "word/media/image1.png", "xl/worksheets/sheet1.xml"


def zipped(parts: dict[str, bytes | str], *, method: int = ZIP_DEFLATED) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def relations(*rows: tuple[str, str, str]) -> str:
    """A `.rels` part of (end of the type, target, mode)."""
    inside = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"{f" TargetMode={chr(34)}{mode}{chr(34)}" if mode else ""}/>'
        for n, (kind, target, mode) in enumerate(rows, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def content_types(kind: str, *more: tuple[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{what}"/>' for name, what in (MAIN[kind], *more)
    )
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    defaults += '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    return f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{defaults}{overrides}</Types>'


def document(inside: str = "<w:p><w:r><w:t>Surat usulan</w:t></w:r></w:p>") -> str:
    return f'{HEAD}<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>{inside}</w:body></w:document>'


def sheet(formula: str = "SUM(A1:A3)") -> str:
    return (
        f'{HEAD}<worksheet xmlns="{SHEET}"><sheetData><row r="1"><c r="A1"><f>{formula}</f><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )


def docx_parts() -> dict[str, bytes | str]:
    return {
        TYPES: content_types("docx"),
        TOP: relations(("officeDocument", DOCUMENT, "")),
        DOCUMENT: document(),
        DOCUMENT_LINKS: relations(),
    }


def xlsx_parts() -> dict[str, bytes | str]:
    book = (
        f'{HEAD}<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets>'
        "</workbook>"
    )
    sheet_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    return {
        TYPES: content_types("xlsx", ("xl/worksheets/sheet1.xml", sheet_type)),
        TOP: relations(("officeDocument", LOCATIONS, "")),
        LOCATIONS: book,
        LOCATION_LINKS: relations(("worksheet", "worksheets/sheet1.xml", "")),
        SHEET_PART: sheet(),
    }


def make_docx(**changes: bytes | str) -> bytes:
    return zipped(docx_parts() | changes)


def make_xlsx(**changes: bytes | str) -> bytes:
    return zipped(xlsx_parts() | changes)


def docx_with(changes: dict[str, bytes | str | None]) -> bytes:
    """A DOCX with parts changed, added, or (None) taken out."""
    return zipped({name: part for name, part in (docx_parts() | changes).items() if part is not None})


def xlsx_with(changes: dict[str, bytes | str | None]) -> bytes:
    return zipped({name: part for name, part in (xlsx_parts() | changes).items() if part is not None})


def field(code: str) -> str:
    """A document with a field whose code is spread over pieces, one letter each."""
    pieces = "".join(f"<w:r><w:instrText>{letter}</w:instrText></w:r>" for letter in code)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return document(f"<w:p>{begin}{pieces}{end}</w:p>")


# Bombs and lies


def many_entries(count: int) -> bytes:
    return zipped(docx_parts() | {f"word/media/image{n}.png": b"" for n in range(count)})


def deflate_bomb(unpacked: int) -> bytes:
    """One part that unpacks to a thousand times its size."""
    return docx_with({PICTURE: b"\x00" * unpacked})


def many_repetitions(count: int, each: int) -> bytes:
    """Parts that are small one by one, and together far larger than the file."""
    return docx_with({f"word/media/image{n}.png": b"\x00" * each for n in range(count)})


def lying_bomb(real: int, declared: int, *, checksum_of: int | None = None) -> bytes:
    """A part that says it unpacks to `declared` bytes, with their checksum, and unpacks to `real`."""
    raw = docx_with({PICTURE: b"\x00" * real})
    place = raw.rindex(b"word/media/image1.png") - 46  # its row in the directory at the end
    checksum, size = zlib.crc32(b"\x00" * (checksum_of or declared)), declared
    told = raw[: place + 16] + struct.pack("<I", checksum) + raw[place + 20 : place + 24]
    return told + struct.pack("<I", size) + raw[place + 28 :]


def overlapping_bomb(times: int) -> bytes:
    """Many rows of the directory for one and the same packed part."""
    raw = docx_with({PICTURE: b"\x00" * 200_000})
    with ZipFile(BytesIO(raw)) as archive:
        begin = archive.start_dir
    rows, end = raw[begin:-22], raw[-22:]
    last = rows[rows.rindex(b"PK\x01\x02") :]
    count, directory = 5 + times, rows + last * times
    return raw[:begin] + directory + end[:8] + struct.pack("<HHI", count, count, len(directory)) + end[16:]


def deep_xml(depth: int) -> str:
    return document("<w:p>" * depth + "</w:p>" * depth)


def with_doctype(part: str, declared: str, *, encoding: str = "utf-8") -> bytes:
    """A part with a document type, in an encoding in which a search for its bytes may find nothing."""
    head = HEAD.replace("UTF-8", encoding.upper())
    return part.replace(HEAD, head + declared).encode(encoding)


LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FETCHED = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
REMOTE = '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">'
BARE = "<!DOCTYPE a>"
PLAIN_ZIP = zipped({"rahasia.exe": b"MZ"}, method=ZIP_STORED)
JAR = zipped({"META-INF/MANIFEST.MF": b"Main-Class: Jahat", "Jahat.class": b"\xca\xfe\xba\xbe"})
