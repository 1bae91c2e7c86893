"""U07: what is larger than anything that our forms can send is answered before it is read."""

import pytest
from django.conf import settings

from renja_portal.settings import BASE_DIR

LIMIT = settings.REQUEST_MAX_BYTES


@pytest.mark.parametrize("told", [LIMIT + 1, 10**12])
def test_u07_request_that_is_too_large_is_refused_unread(client, told):
    """U07: 413, in words, with the headers of every page; the body is not touched."""
    answer = client.post("/akun/masuk/", data=b"", content_type="text/plain", CONTENT_LENGTH=str(told))
    assert answer.status_code == 413
    assert "Satu berkas paling besar 10 MB" in answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("told", ["", "0", "-1", "abc", "9" * 30, "٣"])
def test_u07_length_that_is_none_is_left_to_the_server(client, db, told):
    """U07: what is no length is no reason to fail."""
    assert client.get("/healthz", CONTENT_LENGTH=told).status_code == 200


def test_u07_room_for_five_files_and_no_more():
    """U07: five files of 10 MB and a form fit; the proxy that we ship takes exactly as much."""
    assert (settings.UPLOAD_MAX_BYTES, settings.UPLOAD_MAX_FILES) == (10 * 1024 * 1024, 5)
    assert 5 * 10 <= LIMIT / 1024 / 1024 <= 52
    assert (
        f"client_max_body_size {LIMIT // 1024 // 1024}m;"
        in (BASE_DIR / "deploy/nginx/renja.conf").read_text()
    )


def test_u07_number_of_files_is_limited(client, db):
    """U07: more parts than any form has are refused by the parser."""
    parts = "".join(
        f'--b\r\nContent-Disposition: form-data; name="f{n}"; filename="a.txt"\r\n\r\nx\r\n'
        for n in range(21)
    )
    answer = client.generic("POST", "/akun/masuk/", f"{parts}--b--\r\n", "multipart/form-data; boundary=b")
    assert answer.status_code == 400
