import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.db.models import FileField
from django.http import Http404

from core.serving import file_response

pytestmark = (
    pytest.mark.django_db
)  # closing a response looks at the connection that an earlier test left open


class Row:
    """Just enough of a model row to carry a stored file."""


@pytest.fixture
def stored():
    storage = InMemoryStorage()
    field = FileField(storage=storage)
    field.attname = field.name = "file"
    name = storage.save("a.pdf", ContentFile(b"%PDF-x"))
    return field.attr_class(Row(), field, name)


def test_file_response_is_a_sandboxed_download(stored):
    response = file_response(stored, name='lampiran "1" é.pdf', content_type="application/pdf")
    assert b"".join(response.streaming_content) == b"%PDF-x"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''lampiran")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"
    response.close()


def test_file_response_may_be_shown_in_the_page(stored):
    response = file_response(stored, name="foto.png", content_type="image/png", inline=True)
    assert response["Content-Disposition"] == 'inline; filename="foto.png"'
    response.close()


def test_file_response_keeps_line_breaks_out_of_headers(stored):
    response = file_response(stored, name="a\r\nSet-Cookie: x=1.pdf", content_type="application/pdf")
    assert "\n" not in response["Content-Disposition"]
    response.close()


def test_file_response_of_a_lost_file_is_404(stored):
    stored.storage.delete(stored.name)
    with pytest.raises(Http404, match="tidak ditemukan"):
        file_response(stored, name="a.pdf", content_type="application/pdf")


def test_file_response_of_no_file_is_404(stored):
    stored.name = ""
    with pytest.raises(Http404, match="tidak tersedia"):
        file_response(stored, name="a.pdf", content_type="application/pdf")
