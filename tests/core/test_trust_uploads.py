"""U01 to U04 and U08 of what the portal promises: files that lie, files that act, and names that mislead."""

from io import BytesIO
from time import monotonic

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core import image_check
from core.uploads import (
    KINDS,
    OFFICE_TOO,
    PAPERS_AND_PICTURES,
    UploadRefused,
    check_upload,
    clean_name,
    offered,
)
from tests.corpus import packages, pdfs, pictures
from tests.corpus.pdfs import make_pdf
from tests.corpus.pictures import make_image

GOOD = {
    "pdf": make_pdf(), "jpg": make_image(), "png": make_image("PNG"), "docx": packages.make_docx(),
    "xlsx": packages.make_xlsx(),
}  # fmt: skip
FOREIGN = {
    "svg": pictures.SVG, "gif": pictures.gif(), "html": b"<html><script>jahat()</script>", "xml": b"<?xml version='1.0'?><a/>",
    "mht": b"MIME-Version: 1.0\nContent-Type: multipart/related", "exe": b"MZ\x90\x00", "zip": packages.PLAIN_ZIP,
    "jar": packages.JAR, "php": b"<?php jahat();", "txt": b"halo", "doc": b"\xd0\xcf\x11\xe0" + b"\x00" * 600,
}  # fmt: skip


def upload(name: str, content: bytes, allowed=OFFICE_TOO):
    return check_upload(SimpleUploadedFile(name, content), allowed)


def kept(name: str, content: bytes) -> bytes:
    return upload(name, content).content.read()


def why(name: str, content: bytes, allowed=OFFICE_TOO) -> str:
    with pytest.raises(UploadRefused) as refused:
        upload(name, content, allowed)
    return refused.value.messages[0]


@pytest.mark.parametrize("claimed", GOOD)
@pytest.mark.parametrize("real", [*GOOD, *FOREIGN])
def test_u01_name_and_content_must_agree(claimed, real):
    """U01: a file is taken when its extension, its first bytes and its whole content say the same, in no other pairing."""
    content = (GOOD | FOREIGN)[real]
    if claimed == real:
        assert upload(f"berkas.{claimed}", content).extension == claimed
    else:
        assert f"“berkas.{claimed}”" in why(f"berkas.{claimed}", content)


@pytest.mark.parametrize("name", ["a.jpe", "a.JPEG", "a.JpG"])
def test_u01_spellings_of_one_kind_are_one_kind(name):
    """U01: other spellings of an extension are the same kind."""
    assert upload(name, GOOD["jpg"]).extension == "jpg"


def test_u01_every_kind_is_offered_as_it_is_spelled():
    """U01: what a browser offers to choose is what is taken."""
    assert offered(PAPERS_AND_PICTURES) == ".pdf,.jpg,.png,.jpeg,application/pdf,image/jpeg,image/png"
    assert offered(OFFICE_TOO).startswith(".pdf,.jpg,.png,.docx,.xlsx,.jpeg,application/pdf,")
    assert {*OFFICE_TOO, "csv"} == set(KINDS)


@pytest.mark.parametrize("kind", GOOD)
@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.95])
def test_u01_truncated_file_is_refused(kind, share):
    """U01: a file that ends too early is refused, with the word what to do."""
    cut = GOOD[kind][: int(len(GOOD[kind]) * share)]
    assert "unggah lagi" in why(f"a.{kind}", cut)


@pytest.mark.parametrize("kind", FOREIGN)
def test_u02_kinds_that_act_in_a_browser_are_refused(kind):
    """U02: SVG, HTML, XML, MHT and everything else that is not on the list are refused, with the list."""
    assert "PDF, JPG, PNG, DOCX, atau XLSX" in why(f"a.{kind}", FOREIGN[kind])


@pytest.mark.parametrize("kind", ["svg", "html", "xml", "mht"])
@pytest.mark.parametrize("dressed", ["pdf", "jpg", "png"])
def test_u02_markup_under_another_name_is_refused(kind, dressed):
    """U02: markup that only calls itself a picture or a paper is refused."""
    assert "bukan" in why(f"a.{kind}.{dressed}", FOREIGN[kind])


@pytest.mark.parametrize(
    "picture",
    [pictures.png_with_script_behind(), pictures.png_with_script_inside()],
    ids=["behind", "inside"],
)
def test_u02_nothing_but_the_picture_is_kept_of_a_png(picture):
    """U02: script behind or inside a picture does not survive: it is drawn anew."""
    stored = kept("a.png", picture)
    assert b"jahat" not in stored
    assert stored.endswith(b"IEND\xaeB`\x82")


@pytest.mark.parametrize("behind", [packages.JAR, b"<script>jahat()</script>"], ids=["archive", "script"])
def test_u02_nothing_but_the_picture_is_kept_of_a_jpeg(behind):
    """U02: a JPEG that is an archive at the same time (as GIFAR is) is a JPEG alone afterwards."""
    stored = kept("a.jpg", make_image() + behind)
    assert stored.endswith(b"\xff\xd9")
    assert b"jahat" not in stored.lower()
    assert b"PK\x05\x06" not in stored


@pytest.mark.parametrize(
    ("picture", "name"),
    [
        (pictures.png_of(8000, 8000, rows=b""), "a.png"),
        (pictures.png_of(40_000_001, 1, rows=b""), "a.png"),
        (pictures.png_of(2**31 - 1, 2**31 - 1, rows=b""), "a.png"),
        (pictures.png_text_bomb(80_000_000), "a.png"),
        (pictures.jpeg_of_many_scans(2_000), "a.jpg"),
    ],
    ids=["64 million", "one line", "overflow", "remark", "scans"],
)
def test_u03_bomb_in_a_picture_is_refused_at_once(picture, name):
    """U03: pictures that are small to send and huge to draw are refused before they are drawn."""
    begun = monotonic()
    assert "Berkas “a." in why(name, picture)
    assert monotonic() - begun < 5


def test_u03_picture_at_the_limit_is_taken():
    """U03: 40 million pixels are the limit, not less."""
    assert image_check.MAX_PIXELS == 40_000_000 == Image.MAX_IMAGE_PIXELS
    assert upload("a.png", pictures.png_of(40_000, 1_000)).extension == "png"


def test_u03_photo_loses_place_device_and_remarks_and_stands_upright():
    """U03: EXIF, GPS, XMP and remarks are gone, and what EXIF said about orientation was done."""
    taken = pictures.photo_of_a_place()
    assert b"Rahasia" in taken
    assert b"\x00\x00Exif" in taken or b"Exif\x00\x00" in taken
    stored = kept("a.jpg", taken)
    assert b"Rahasia" not in stored
    assert b"Exif" not in stored
    with Image.open(BytesIO(stored)) as picture:
        assert picture.size == (20, 40)
        assert not picture.getexif()


def test_u03_usual_progressive_photo_is_taken():
    """U03: the limit on scans leaves usual pictures alone."""
    assert upload("a.jpg", make_image(size=(64, 64), progressive=True)).extension == "jpg"


@pytest.mark.parametrize("change", pdfs.ACTIVE.values(), ids=pdfs.ACTIVE.keys())
@pytest.mark.parametrize("packed", [False, True])
def test_u04_pdf_that_acts_is_refused(change, packed):
    """U04: scripts, actions, embedded files, media and XFA are refused, also hidden in object streams."""
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    assert "bagian aktif" in why("a.pdf", make_pdf(change, object_stream_mode=mode))


@pytest.mark.parametrize("change", pdfs.HARMLESS.values(), ids=pdfs.HARMLESS.keys())
def test_u04_pdf_with_usual_links_is_taken(change):
    """U04: links and a page to open at are no actions."""
    assert upload("a.pdf", make_pdf(change)).extension == "pdf"


def test_u04_veiled_names_are_seen_through():
    """U04: a name spelled with escapes is the same name."""
    assert b"JavaScript" not in pdfs.VEILED
    assert "bagian aktif" in why("a.pdf", pdfs.VEILED)
    assert upload("a.pdf", pdfs.plain()).extension == "pdf"


@pytest.mark.parametrize("user", ["", "rahasia"])
def test_u04_encrypted_pdf_is_refused(user):
    """U04: what is encrypted cannot be looked into, whether or not it opens without a password."""
    assert "kata sandi atau enkripsi" in why("a.pdf", pdfs.encrypted(user=user))


def test_u04_pages_are_counted():
    """U04: 300 pages are taken, 301 are not."""
    assert upload("a.pdf", make_pdf(pages=300)).extension == "pdf"
    assert "301 halaman" in why("a.pdf", make_pdf(pages=301))


def test_u04_bomb_in_a_pdf_is_refused_at_once():
    """U04: packed objects that unpack to gigabytes are refused before they fill the memory."""
    begun = monotonic()
    assert "PDF rusak" in why("a.pdf", pdfs.bomb(80_000_000))
    assert monotonic() - begun < 5


@pytest.mark.parametrize(
    "raw",
    [pdfs.BEHIND_HTML, b"\n" + make_pdf(), pdfs.BEFORE_HTML, pdfs.BEFORE_ZIP, pdfs.ENDING_TWICE],
    ids=["behind html", "not at byte 0", "before html", "before zip", "archive with our ending"],
)
def test_u04_pdf_that_is_something_else_too_is_refused(raw):
    """U04, U01: a PDF begins with its first byte and ends with its last; an archive behind it is found."""
    assert "unggah lagi" in why("a.pdf", raw)


def test_u04_html_inside_a_pdf_stays_a_pdf():
    """U04, U01: markup within a stream is content of the paper; it is handed out as PDF, never sniffed (U09)."""
    assert upload("a.pdf", pdfs.WITH_HTML_INSIDE).content_type == "application/pdf"


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("/", "berkas"),
        ("", "berkas"),
        ("   ", "berkas"),
        ("...", "berkas"),
        ("surat\u202efdp.exe", "suratfdp.exe"),
        ("a\u2066b\u2069\u200b\ufeffc.pdf", "abc.pdf"),
        ("a\x00\x07\x1b[31m\x7fb.pdf", "a[31mb.pdf"),
        ("a\r\nContent-Type: text/html\r\n.pdf", "html .pdf"),
        ("CON.pdf", "berkas CON.pdf"),
        ("nul", "berkas nul"),
        ("Com1.tar.pdf", "berkas Com1.tar.pdf"),
        ("console.pdf", "console.pdf"),
        ("surat.pdf.exe.pdf", "surat.pdf.exe.pdf"),
        ("x" * 396 + ".pdf", "x" * 116 + ".pdf"),
        ("é" * 400 + ".pdf", "é" * 116 + ".pdf"),
        (".htaccess", "htaccess"),
        ("\ud800.pdf", "pdf"),
    ],
)  # fmt: skip
def test_u08_name_is_cleaned_to_a_label(typed, label):
    """U08: of a name only a label is left: no path, nothing invisible, at most 120 characters."""
    assert clean_name(typed) == label
    assert clean_name(label) == label


def test_u08_file_is_stored_under_a_random_name():
    """U08: the stored name holds nothing of the given one, and is another each time."""
    names = {upload("rahasia.pdf", GOOD["pdf"]).content.name for _n in range(2)}
    assert len(names) == 2
    assert not any("rahasia" in name for name in names)
