import hashlib
import random
import warnings
import zlib
from contextlib import suppress
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile, PngImagePlugin

from core import image_check, pdf_check
from core.uploads import UploadRefused, check_upload, clean_name
from tests.corpus import pdfs
from tests.corpus.pdfs import make_pdf
from tests.corpus.pictures import make_image


def upload(name: str, content: bytes, **options):
    return check_upload(SimpleUploadedFile(name, content), **options)


def opened(checked) -> Image.Image:
    checked.content.seek(0)
    return Image.open(BytesIO(checked.content.read()))


def test_pdf_is_kept_as_it_is():
    raw = make_pdf()
    checked = upload("Surat Usulan.PDF", raw)
    assert (checked.extension, checked.content_type, checked.size) == ("pdf", "application/pdf", len(raw))
    assert checked.content.read() == raw
    assert checked.sha256 == hashlib.sha256(raw).hexdigest()
    assert checked.original_name == "Surat Usulan.PDF"
    assert checked.content.name.endswith(".pdf")
    assert "Surat" not in checked.content.name


def test_photo_is_redrawn_upright_without_metadata():
    exif = Image.Exif()
    exif[0x0112] = 6  # lay it down: turn by 90 degrees
    exif[0x010F] = "Kamera Rahasia"
    exif.get_ifd(0x8825)[1] = "S"
    raw = make_image(exif=exif, comment=b"rumah saya", dpi=(300, 300), icc_profile=b"x" * 200)
    checked = upload("foto.jpeg", raw)
    picture = opened(checked)
    assert picture.size == (20, 40)
    assert dict(picture.getexif()) == {}
    assert not {"comment", "icc_profile", "exif", "dpi"} & set(picture.info)
    assert b"Kamera" not in checked.content.open().read()
    assert (checked.extension, checked.content_type) == ("jpg", "image/jpeg")


def test_png_keeps_transparency_and_loses_texts():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "Budi")
    picture = opened(upload("a.png", make_image("PNG", mode="RGBA", color=(1, 2, 3, 4), pnginfo=texts)))
    assert picture.mode == "RGBA"
    assert picture.getpixel((0, 0)) == (1, 2, 3, 4)
    assert picture.info == {}


@pytest.mark.parametrize(
    ("kind", "mode", "color", "expected"),
    [
        ("JPEG", "CMYK", (0, 0, 0, 0), "RGB"),
        ("JPEG", "L", 7, "L"),
        ("PNG", "P", 3, "RGB"),
        ("PNG", "1", 1, "L"),
        ("PNG", "LA", (9, 9), "RGBA"),
    ],
)
def test_unusual_colour_modes_are_made_plain(kind, mode, color, expected):
    name = "a.jpg" if kind == "JPEG" else "a.png"
    assert opened(upload(name, make_image(kind, mode=mode, color=color))).mode == expected


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.svg", b"<svg onload='x()'/>", "Unggah berkas berjenis PDF, JPG, atau PNG."),
        ("a.html", b"<script>", "Unggah berkas berjenis"),
        ("a.pdf.exe", b"MZ", "Unggah berkas berjenis"),
        ("tanpa-akhiran", b"%PDF-1.7", "Unggah berkas berjenis"),
        ("a.pdf", b"", "kosong"),
        ("a.pdf", b"<html>", "bukan PDF"),
        ("a.png", make_image("JPEG"), "bukan PNG"),
        ("a.jpg", make_pdf(), "bukan JPG"),
        ("a.pdf", b"%PDF-1.7 lalu tidak ada apa-apa", "PDF rusak atau tidak lengkap"),
        ("a.pdf", make_pdf()[:-200], "PDF rusak atau tidak lengkap"),
        ("a.jpg", b"\xff\xd8\xff" + b"x" * 50, "gambar rusak"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "gambar rusak"),
        ("a.jpg", make_image(size=(400, 400))[:900], "gambar rusak"),
        ("a.png", make_image("PNG", size=(90, 90))[:-30], "gambar rusak"),
        ("a.pdf", make_pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "kata sandi"),
        ("a.pdf", make_pdf(encryption=pikepdf.Encryption(owner="a", user="")), "kata sandi"),
        ("a.pdf", make_pdf(pages=301), "301 halaman, paling banyak 300"),
        ("a.pdf", make_pdf(pages=0), "tidak memuat halaman"),
    ],
    ids=range(18),
)
def test_upload_is_refused_with_a_reason(name, content, reason):
    with pytest.raises(UploadRefused) as refusal:
        upload(name, content)
    assert isinstance(refusal.value, ValidationError)
    assert reason in refusal.value.messages[0]
    assert f"“{name}”" in refusal.value.messages[0]


def test_upload_may_be_narrowed_to_some_kinds():
    with pytest.raises(UploadRefused, match="Unggah berkas berjenis PDF"):
        upload("a.png", make_image("PNG"), allowed=("pdf",))


def test_upload_larger_than_the_limit_is_refused(settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    with pytest.raises(UploadRefused, match=r"berukuran 1,5 MB, paling besar 1 MB"):
        upload("a.pdf", b"%PDF-" + b"x" * (1536 * 1024))


@pytest.mark.parametrize("limit", ["MAX_OBJECTS", "MAX_PARTS"])
def test_pdf_of_absurd_complexity_is_refused(monkeypatch, limit):
    monkeypatch.setattr(pdf_check, limit, 3)
    with pytest.raises(UploadRefused, match="terlalu rumit"):
        upload("a.pdf", make_pdf(pages=5))


def test_pdf_bomb_is_refused_before_it_fills_the_memory():
    assert upload("a.pdf", pdfs.bomb(1000)).extension == "pdf"
    with pytest.raises(UploadRefused, match="PDF rusak"):
        upload("a.pdf", pdfs.bomb(80_000_000))


@pytest.mark.parametrize("side", [8000, 14000])
@pytest.mark.parametrize("warned", ["error", "ignore"])
def test_image_bomb_is_refused_before_it_is_drawn(side, warned):
    header = (side).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"

    def chunk(name, data):
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )
    with warnings.catch_warnings():
        warnings.simplefilter(warned)
        with pytest.raises(UploadRefused, match="40 juta piksel"):
            upload("a.png", bomb)


def test_pixel_limit_holds_for_all_of_pillow():
    assert Image.MAX_IMAGE_PIXELS == image_check.MAX_PIXELS == 40_000_000


@pytest.mark.parametrize(
    "original", [make_pdf(pages=2), make_image(size=(60, 60)), make_image("PNG")], ids="ajp"
)
def test_damaged_files_are_refused_or_taken_never_worse(original):
    dice = random.Random(4417)
    name = {b"%PDF": "a.pdf", b"\xff\xd8\xff\xe0": "a.jpg", b"\x89PNG": "a.png"}[original[:4]]
    for _ in range(60):
        damaged = bytearray(original)
        for _ in range(dice.randint(1, 12)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        with suppress(UploadRefused):
            upload(name, bytes(damaged))


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\Budi\foto rumah.jpg", "foto rumah.jpg"),
        ("a\x00b\r\nc\t.pdf", "ab c .pdf"),
        ("surat\u202efdp.exe", "suratfdp.exe"),
        ("  .. ", "berkas"),
        ("", "berkas"),
        ("<b>&.png", "<b>&.png"),
        ("e\u0301.pdf", "é.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_clean_name_keeps_only_what_is_safe_to_show(typed, clean):
    assert clean_name(typed) == clean
    assert len(clean_name(typed)) <= 120


def test_cut_picture_is_refused_also_where_weasyprint_was_loaded(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(UploadRefused, match="gambar rusak"):
        upload("a.jpg", make_image(size=(400, 400))[:900])
