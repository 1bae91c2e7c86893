"""Names of files that somebody chose to do harm: kept as a label alone, shown as text, handed out in a sound header."""

import re
from email.message import Message
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import quote

import pytest
from django.test import Client
from PIL import Image

from forums.models import Document
from proposals.models import Attachment
from stakeholders.models import Host
from tests.renja_portal.hostile import WORD, PageReader

BOUNDARY = "batas"
OUR_NAME = re.compile(r"(usulan/\d{4}|forums|host)/[0-9a-f]{8}-[0-9a-f-]{27}\.png")
# What is sent, and the label that is left of it (None: the file is refused).
NAMES = {
    "../../x.php": None,
    "x.php.png": "x.php.png",
    "../../etc/passwd.png": "passwd.png",
    "C:\\Windows\\x.png": "x.png",
    "foto\r\nSet-Cookie: jahat=1.png": "fotoSet-Cookie: jahat=1.png",
    "foto\x00.png": "foto.png",
    "laporan \u202egpj.png": "laporan gpj.png",
    "=cmd|' C calc'!A0.png": "=cmd|' C calc'!A0.png",
    f"\"><{WORD} on{WORD}=1>.png": f"\"><{WORD} on{WORD}=1>.png",
    "W" * 400 + ".png": "W" * 116 + ".png",
    "日本 é; filename=x.png": "日本 é; filename=x.png",
    ".png": None,
    f"<{WORD} on{WORD}=1>.php": None,
}  # fmt: skip
PAGES = {
    "usulan": ("pengusul", "/aspirasi/draf/{draft}/lampiran/", {"unggah": "1"}, "files"),
    "forum": ("sekretariat", "/kerja/forum/2028/dokumen/", {"title": "Berkas", "is_published": "on"}, "file"),
}


@pytest.fixture
def picture() -> bytes:
    written = BytesIO()
    Image.new("RGB", (4, 4), "teal").save(written, "PNG")
    return written.getvalue()


def send(client: Client, path: str, fields: dict, field: str, name: str, content: bytes):
    """As no browser would send it: the name percent-encoded, so that every character of it arrives."""
    parts = [f'name="{key}"\r\n\r\n{value}'.encode() for key, value in fields.items()]
    head = f"name=\"{field}\"; filename*=UTF-8''{quote(name)}\r\nContent-Type: text/html\r\n\r\n"
    parts.append(head.encode() + content)
    start = f"--{BOUNDARY}\r\nContent-Disposition: form-data; ".encode()
    body = b"".join(start + part + b"\r\n" for part in parts) + f"--{BOUNDARY}--\r\n".encode()
    return client.generic("POST", path, body, content_type=f"multipart/form-data; boundary={BOUNDARY}")


@pytest.mark.parametrize("where", PAGES)
@pytest.mark.parametrize(("name", "label"), NAMES.items(), ids=lambda text: repr(text)[:24])
def test_name_of_a_file_is_a_label_alone(town, enter, picture, where, name, label):
    role, path, fields, field = PAGES[where]
    client = enter(role)
    path = path.format(draft=town.proposals["own draft"].key)
    newest = {"usulan": Attachment.objects.order_by("-pk"), "forum": Document.objects.order_by("-pk")}[where]
    before = newest.count()
    answer = send(client, path, fields, field, name, picture)
    if label is None:
        assert (answer.status_code, newest.count()) == (200, before)
        reader = PageReader(answer.content.decode())
        assert ("tidak dapat diterima" in reader.text, reader.alive) == (True, [])
        return
    assert (answer.status_code, newest.count()) == (302, before + 1)
    stored = newest.first()
    assert stored.original_name == label
    assert OUR_NAME.fullmatch(stored.file.name)
    reader = PageReader(client.get(path).content.decode())
    assert reader.alive == []
    if where == "usulan":
        assert label in reader.text
    _handed_out(client, stored, label)


def _handed_out(client: Client, stored, label: str) -> None:
    address = (
        f"/lampiran/{stored.key}/" if isinstance(stored, Attachment) else f"/forum/2028/dokumen/{stored.pk}/"
    )
    answer = client.get(address)
    header = Message()
    header["Content-Disposition"] = answer["Content-Disposition"]
    assert header.get_content_disposition() == "attachment"
    assert PurePosixPath(header.get_filename()).name == label
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert not answer.has_header("Set-Cookie") or "jahat" not in answer["Set-Cookie"]


@pytest.mark.parametrize("name", ["../../logo.png", "W" * 300 + ".png", f"<{WORD}>.png", "logo\r\nx.png"])
def test_logo_is_kept_under_our_own_name(town, enter, picture, name):
    client = enter("admin_user")
    page = PageReader(client.get("/kerja/pengaturan/instansi/").content.decode())
    form = next(form for form in page.forms if any(control.kind == "file" for control in form.controls))
    fields = dict(form.filled(lambda control: ""))
    answer = send(client, "/kerja/pengaturan/instansi/", fields, "kop-logo", name, picture)
    assert answer.status_code == 302
    assert OUR_NAME.fullmatch(Host.objects.get().logo.name)


def test_secretariat_keeps_scans_under_our_own_names(town, enter, picture):
    client = enter("sekretariat")
    page = PageReader(client.get("/kerja/usulan/catat/").content.decode())
    form = next(form for form in page.forms if any(control.kind == "file" for control in form.controls))
    fields = dict(form.filled(lambda control: ""))
    fields |= {"source": "surat", "source_basis": "Surat 1", "contact_name": "Budi", "is_citywide": "on"}
    fields |= {"title": "Judul", "problem": "Masalah", "request": "Usulan", "kelurahan": ""}
    answer = send(client, "/kerja/usulan/catat/", fields, "files", f"../<{WORD}>=1.png", picture)
    assert answer.status_code == 302
    stored = Attachment.objects.order_by("-pk").first()
    assert OUR_NAME.fullmatch(stored.file.name)
    assert (stored.original_name, stored.is_public) == (f"<{WORD}>=1.png", False)


def test_text_in_place_of_a_file_and_a_file_in_place_of_text(town, enter, picture):
    pengusul, key = enter("pengusul"), town.proposals["own draft"].key
    answer = pengusul.post(f"/aspirasi/draf/{key}/lampiran/", {"files": "bukan berkas", "unggah": "1"})
    assert answer.status_code in (200, 302)
    answer = send(pengusul, f"/aspirasi/draf/{key}/masalah/", {"problem": "x"}, "title", "x.png", picture)
    assert answer.status_code == 200
