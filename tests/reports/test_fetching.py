import base64

import pytest
from django.conf import settings
from weasyprint.urls import FatalURLFetchingError

from reports.fetching import StaticOnlyFetcher

STATIC = settings.STATICFILES_DIRS[0]
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"0" * 20).decode()


@pytest.fixture
def fetcher(tmp_path):
    return StaticOnlyFetcher([STATIC])


def test_i05_static_file_is_read(fetcher):
    found = fetcher.fetch((STATIC / "reports/renja.css").as_uri())
    assert found.content_type == "text/css"
    assert b"@page" in found.read()


def test_i05_png_inside_the_text_is_read(fetcher):
    assert fetcher.fetch("data:image/png;base64," + PNG).content_type == "image/png"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "file://localhost/etc/passwd",
        "FILE:///etc/passwd",
        f"{STATIC.as_uri()}/../manage.py",
        f"{STATIC.as_uri()}/%2e%2e/renja_portal/settings/storage.py",
        f"{STATIC.as_uri()}/vendor/README.md",
        f"{STATIC.as_uri()}/reports/renja.css?x=1",
        f"{STATIC.as_uri()}/tidak-ada.css",
        f"{STATIC.as_uri()}/\x00.css",
        "http://127.0.0.1/logo.png",
        "https://example.com/renja.css",
        "ftp://example.com/logo.png",
        "data:text/html;base64,PGI+",
        "data:image/svg+xml;base64,PHN2Zz4=",
        "data:image/png;base64,PHN2Zz4=",
        "data:image/png;base64,%%%",
        "data:image/png,bukan",
        "reports/renja.css",
    ],
)
def test_i05_everything_else_stops_the_rendering(fetcher, url):
    """I05: nothing but our own static files is read, and nothing is fetched."""
    with pytest.raises(FatalURLFetchingError):
        fetcher.fetch(url)


def test_i05_link_that_leads_out_of_the_folder_is_refused(tmp_path):
    (tmp_path / "jalan.css").symlink_to("/etc/passwd")
    with pytest.raises(FatalURLFetchingError):
        StaticOnlyFetcher([tmp_path]).fetch((tmp_path / "jalan.css").as_uri())
