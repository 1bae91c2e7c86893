"""What the shipped nginx shows and writes down by itself: maintenance, static files, its log."""

import re
from urllib.parse import quote

import pytest
from django.conf import settings

from tests.deploy.front import HOST, SHIPPED
from tests.jobs.processes import wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("nginx")]
SECRET = "k3rahasia" * 4


def test_maintenance_is_a_page_in_words(front, echo):
    """With its own styles, which still come; gone as soon as the file is."""
    flag = front.srv / "maintenance"
    flag.touch()
    for path in ("/", "/aspirasi/", f"/tanda-terima/{SECRET}/", f"/layar/{SECRET}/"):
        answer = front.ask(path)
        assert (answer.status, answer.header("Retry-After")) == (503, "60")
        assert "sedang dirawat" in answer.body.decode()
    assert front.ask("/", "POST", b"a=1").status == 503
    assert echo.seen == []
    flag.unlink()
    assert front.ask("/").status == 200


def test_portal_that_is_away_is_a_page_in_words(front, echo):
    echo.stop()
    answer = front.ask("/aspirasi/")
    assert (answer.status, answer.header("Cache-Control")) == (503, "no-store")
    assert "tetap aman" in answer.body.decode()


@pytest.mark.parametrize("page", ["413", "429", "503"])
def test_pages_of_nginx_use_files_that_exist(page):
    """Nothing from elsewhere, nothing inline, plain names that need no list."""
    text = (SHIPPED / "pages" / f"{page}.html").read_text()
    places = re.findall(r'(?:href|src)="([^"]+)"', text)
    for place in places:
        assert place == "/" or (settings.BASE_DIR / place.partition("#")[0].lstrip("/")).is_file()
    assert "<style" not in text
    assert "<script" not in text


@pytest.mark.parametrize(
    "path",
    [
        "/tanda-terima/{}/", "/undangan/{}/surat/", "/layar/{}/isi/", "/hadir/{}/", "/akun/undangan/{}/", "/akun/berhenti/{}/",
        "/kerja/forum/2028/pintu/undangan/{}/",
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_away", [False, True])
def test_secrets_in_addresses_are_not_written_down(front, echo, path, is_away):
    """Neither as the address, nor as the page that somebody came from, nor in the log of errors."""
    if is_away:
        echo.stop()
    secret = path.format(SECRET)
    front.ask(secret)
    front.ask("/aspirasi/?q=banjir", Referer=f"https://{HOST}{secret}")
    log = front.log / "renja.log"
    wait_for(lambda: log.read_text().count("\n") == 2)
    told = log.read_text()
    assert SECRET not in told
    assert '"GET /aspirasi/?q=banjir HTTP/1.1" ' + ("503 (502)" if is_away else "200 (200)") in told
    assert path.format("...") in told
    assert [one.name for one in front.log.iterdir() if SECRET in one.read_text()] == []


def test_files_with_their_content_in_the_name_are_kept_for_a_year(front):
    folder = front.srv / "static" / "css"
    folder.mkdir(parents=True)
    (folder / "tokens.css").write_text("a{}")
    (folder / "tokens.0123456789ab.css").write_text("a{}")
    assert front.ask("/static/css/tokens.css").header("Cache-Control") == "max-age=60, public"
    kept = front.ask("/static/css/tokens.0123456789ab.css")
    assert kept.header("Cache-Control") == "max-age=31536000, public, immutable"
    assert kept.header("Content-Type") == "text/css"


def test_packed_files_are_sent_as_they_lie_there(front):
    folder = front.srv / "static"
    folder.mkdir()
    (folder / "a.css").write_text("a{}")
    (folder / "a.css.gz").write_bytes(b"\x1f\x8bpacked")
    assert front.ask("/static/a.css", Accept_Encoding="gzip").body == b"\x1f\x8bpacked"
    assert front.ask("/static/a.css").body == b"a{}"


def test_static_file_that_is_missing_is_the_portals_page(front, echo):
    assert front.ask("/static/tidak-ada.css").status == 200
    assert echo.seen[-1]["path"] == "/static/tidak-ada.css"


def test_addresses_come_through_as_they_were_typed(front, echo):
    """Percent signs, plus signs, Indonesian words."""
    path = f"/aspirasi/?q={quote('jalan & jembatan')}+rusak&urusan=2.16"
    front.ask(path)
    assert echo.seen[-1]["path"] == path
