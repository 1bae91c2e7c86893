"""PDFs, good and hostile, made by code."""

import zlib
from io import BytesIO

import pikepdf

from tests.corpus.packages import JAR, zipped

NAME = pikepdf.Name


def make_pdf(change=None, *, pages=1, **options) -> bytes:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    if change:
        change(pdf)
    target = BytesIO()
    pdf.save(target, **options)
    return target.getvalue()


def encrypted(*, user: str = "") -> bytes:
    """With a password to open it, or (the usual case) one that is empty and forbids printing alone."""
    return make_pdf(encryption=pikepdf.Encryption(owner="pemilik", user=user))


def bomb(unpacked: int) -> bytes:
    """A PDF whose packed objects unpack to far more than the file shows."""
    packed = zlib.compress(b"5 0 " + b" " * unpacked + b"<<>>", 9)
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R/X 5 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
        + packed
        + b"\nendstream",
    ]
    raw, rows = b"%PDF-1.5\n", [(0, 0, 255)]
    for place, body in enumerate(bodies, start=1):
        rows.append((1, len(raw), 0))
        raw += b"%d 0 obj\n" % place + body + b"\nendobj\n"
    rows += [(2, 4, 0), (1, len(raw), 0)]
    table = b"".join(bytes([kind]) + at.to_bytes(4, "big") + bytes([index]) for kind, at, index in rows)
    head = b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(table)
    return raw + head + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(raw)


def plain(catalog: bytes = b"", *more: bytes) -> bytes:
    """A PDF written by hand, byte by byte as given: `catalog` goes into its catalogue, `more` are further objects."""
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        *more,
    ]
    raw, rows = b"%PDF-1.4\n", [b"0000000000 65535 f \n"]
    for place, body in enumerate(bodies, start=1):
        rows.append(b"%010d 00000 n \n" % len(raw))
        raw += b"%d 0 obj\n" % place + body + b"\nendobj\n"
    tail = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(rows), len(raw))
    return raw + b"xref\n0 %d\n" % len(rows) + b"".join(rows) + tail


# What acts by itself


def open_action(**action):
    def change(pdf):
        pdf.Root.OpenAction = pdf.make_indirect(pikepdf.Dictionary(**action))

    return change


def open_at_page(pdf):
    pdf.Root.OpenAction = pikepdf.Array([pdf.pages[0].obj, NAME.Fit])


def annotate(**annotation):
    def change(pdf):
        pdf.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(Type=NAME.Annot, **annotation)])

    return change


def link(**action):
    return annotate(Subtype=NAME.Link, A=pikepdf.Dictionary(**action))


def set_root(**entries):
    def change(pdf):
        for name, value in entries.items():
            pdf.Root[f"/{name}"] = value

    return change


def attach(pdf):
    pdf.attachments["rahasia.exe"] = b"MZ"


def embedded_stream(pdf):
    pdf.Root.Lain = pdf.make_stream(b"MZ", Type=NAME.EmbeddedFile)


ACTIVE = {
    "javascript on opening": open_action(S=NAME.JavaScript, JS="app.alert(1)"),
    "launch on opening": open_action(S=NAME.Launch, F="cmd.exe"),
    "uri on opening": open_action(S=NAME.URI, URI="https://contoh.id"),
    "named scripts": set_root(Names=pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array()))),
    "additional actions": set_root(AA=pikepdf.Dictionary()),
    "xfa form": set_root(AcroForm=pikepdf.Dictionary(XFA="x")),
    "attachment": attach,
    "embedded stream": embedded_stream,
    "script behind a link": link(S=NAME.JavaScript, JS="app.alert(1)"),
    "script in an address": link(S=NAME.URI, URI="javascript:app.alert(1)"),
    "file in an address": link(S=NAME.URI, URI="file:///etc/passwd"),
    "address without end": link(S=NAME.URI, URI=" " * 200_000 + ":"),
    "share in an address": link(S=NAME.URI, URI="\\\\jahat.contoh.id\\a"),
    "form that sends": link(S=NAME.SubmitForm),
    "form that loads": link(S=NAME.ImportData),
    "another document": link(S=NAME.GoToR, F="\\\\jahat.contoh.id\\a.pdf"),
    "embedded document": link(S=NAME.GoToE),
    "programme": link(S=NAME.Launch, F="cmd.exe"),
    "rich media": annotate(Subtype=NAME.RichMedia),
    "attached note": annotate(Subtype=NAME.FileAttachment),
    "film": annotate(Subtype=NAME.Movie),
    "deeply nested script": set_root(
        Extra=pikepdf.Array([pikepdf.Dictionary(A=pikepdf.Array([pikepdf.Dictionary(JS="x")]))])
    ),
}
HARMLESS = {
    "opens at a page": open_at_page,
    "goes to a page": open_action(S=NAME.GoTo, D="awal"),
    "links": link(S=NAME.URI, URI="https://contoh.id/a?b=c:d"),
    "writes": link(S=NAME.URI, URI="mailto:forum@contoh.id"),
    "links without a scheme": link(S=NAME.URI, URI="contoh.id/halaman"),
}
# The same names, spelled so that a search for their letters finds nothing.
VEILED = plain(b"/OpenAction<</S/J#61vaScript/J#53(app.alert\\(1\\))>>")

# What is two things at once

BEHIND_HTML = b"<html><script>jahat()</script>\n" + make_pdf()
BEFORE_HTML = make_pdf() + b"<html><script>jahat()</script></html>"
WITH_HTML_INSIDE = make_pdf(
    lambda pdf: set_root(X=pdf.make_stream(b"<html><script>jahat()</script></html>"))(pdf)
)
BEFORE_ZIP = make_pdf() + JAR
ENDING_TWICE = (
    make_pdf() + JAR[:-2] + b"\x06\x00%%EOF\n"
)  # an archive whose remark looks like the end of a PDF
ZIP_INSIDE = make_pdf(lambda pdf: set_root(X=pdf.make_stream(zipped({"a.txt": b"a"})))(pdf))
