"""U08 and U09: a stored file comes as a download under its label, and can do no harm in a browser."""

from email.message import Message

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.db.models import FileField
from django.http import Http404

from core.serving import file_response

pytestmark = (
    pytest.mark.django_db
)  # closing a response looks at the connection that an earlier test left open
GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}


class Row:
    """Just enough of a model row to carry a stored file."""


@pytest.fixture
def stored():
    storage = InMemoryStorage()
    field = FileField(storage=storage)
    field.attname = field.name = "file"
    name = storage.save("usulan/a.pdf", ContentFile(b"%PDF-x"))
    return field.attr_class(Row(), field, name)


def label(response) -> tuple[str, str | None]:
    """Disposition and file name, as a program understands the header."""
    header = Message()
    header["Content-Disposition"] = response["Content-Disposition"]
    return header.get_content_disposition(), header.get_filename()


def test_u09_file_is_a_sandboxed_download(stored):
    """U09: attachment, of its own kind, never sniffed, sandboxed, kept by no cache; the whole of it."""
    response = file_response(stored, name='lampiran "1" é.pdf', content_type="application/pdf")
    assert b"".join(response.streaming_content) == b"%PDF-x"
    assert response["Content-Type"] == "application/pdf"
    assert {name: response[name] for name in GUARDS} == GUARDS
    assert (response["Content-Length"], response["Accept-Ranges"]) == ("6", "none")
    response.close()


def test_file_may_be_shown_in_the_page(stored):
    response = file_response(stored, name="foto.png", content_type="image/png", inline=True)
    assert response["Content-Disposition"] == 'inline; filename="foto.png"'
    response.close()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("surat.pdf", "surat.pdf"),
        ('lampiran "1"; filename=x.exe', 'lampiran "1"; filename=x.exe'),
        ("a\\b.pdf", "b.pdf"),
        ("日本 é 100%.pdf", "日本 é 100%.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie: x=1.pdf"),
        ("surat\u202efdp.exe", "suratfdp.exe"),
        ("../../etc/passwd", "passwd"),
        ("CON.pdf", "berkas CON.pdf"),
        ("", "berkas"),
        ("x" * 400 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_u08_header_carries_odd_names_by_rfc_6266(stored, name, shown):
    """U08: whatever the label holds, the header stays one line, an attachment, and gives the name back."""
    response = file_response(stored, name=name, content_type="application/pdf")
    assert label(response) == ("attachment", shown)
    assert response["Content-Disposition"].isprintable()
    assert response["Content-Disposition"].isascii()
    response.close()


def test_u09_proxy_sends_the_file_in_our_place(stored, settings):
    """U09: with FILES_BY_PROXY an empty answer names the file to the proxy, with the same headers."""
    settings.FILES_BY_PROXY = "/berkas-internal/"
    stored.name = stored.storage.save("usulan/a b%é.pdf", ContentFile(b"x"))
    response = file_response(stored, name="surat.pdf", content_type="application/pdf")
    assert response["X-Accel-Redirect"] == "/berkas-internal/usulan/a%20b%25%C3%A9.pdf"
    assert response.content == b""
    assert response["Content-Type"] == "application/pdf"
    assert label(response) == ("attachment", "surat.pdf")
    assert {name: response[name] for name in GUARDS} == GUARDS


def test_u09_without_a_proxy_nobody_is_told_of_places(stored):
    """U09: the header that names a place on disk is sent only where a proxy takes it away."""
    response = file_response(stored, name="a.pdf", content_type="application/pdf")
    assert "X-Accel-Redirect" not in response.headers
    response.close()


@pytest.mark.parametrize("proxy", ["", "/berkas-internal/"])
def test_file_that_is_lost_is_404(stored, settings, proxy):
    settings.FILES_BY_PROXY = proxy
    stored.storage.delete(stored.name)
    with pytest.raises(Http404, match="tidak ditemukan"):
        file_response(stored, name="a.pdf", content_type="application/pdf")


def test_file_of_no_row_is_404(stored):
    stored.name = ""
    with pytest.raises(Http404, match="tidak tersedia"):
        file_response(stored, name="a.pdf", content_type="application/pdf")
