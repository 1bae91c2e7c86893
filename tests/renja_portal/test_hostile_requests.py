"""Addresses, query strings, cookies and headers that nobody types by accident: an answer, never a failure."""

from uuid import UUID

import pytest

from tests.e2e.addresses.samples import FILES, ROLES, may_open
from tests.renja_portal.hostile import alive_in

# What each list reads from its address.
LISTS = {
    "proposals:list": ("q", "urusan", "status", "kecamatan", "pengusul", "tahun", "urut", "page"),
    "proposals:verification_queue": ("q", "urusan", "daftar", "page"),
    "proposals:results": ("q", "urusan", "daftar", "page"),
    "proposals:approval": ("page",),
    "proposals:verification": ("induk",),
    "proposals:draft_files": ("hapus", "periksa"),
    "renja:detail": ("q",),
    "renja:edit": ("asal", "urgensi", "sumber", "dukung", "tampil"),
    "renja:homeless": ("tampil", "baris", "urusan", "kecamatan", "pengusul", "page"),
    "renja:line_add": ("q", "atas", "usulan", "page"),
    "renja:link": ("baris",),
    "stakeholders:people": ("q", "peran", "berlaku", "page"),
    "stakeholders:organizations": ("q", "jenis", "status", "page"),
    "urusan:codes": ("q", "edisi", "tingkat", "page"),
    "account_login": ("next",),
    "account_signup": ("next",),
    "home": ("page", "tahun"),
}
VALUES = (
    "", "%00", "%ED%A0%80", "%FF%FE", "999999999999", "9" * 500, "-1", "NaN", "1.5", "tidak-ada", "%E2%80%AEgnp",
    "%22%27%3E%3Cjahat+onjahat%3D1%3E", "a%27+OR+1%3D1--", "%3A*+%26+%7C+%21%28%29%3C-%3E", "%25s%25n", "%5C", "%0D%0Ajahat:1",
    "javascript:jahat()", "//contoh.com/", "W" * 3000,
)  # fmt: skip
PATHS = (
    "/forum/0/", "/forum/999999999999999999999/", "/forum/" + "9" * 5000 + "/", "/renja/0/", "/renja/99999/renja.pdf",
    "/forum/2028/dokumen/99999999999999999999/", "/aspirasi/ASP-2028-99999999/", "/aspirasi/ASP-0000-0000/",
    "/aspirasi/%00/", "/aspirasi/../../etc/passwd", "/aspirasi/%2e%2e%2fetc%2fpasswd", "/%ff%fe", "/%ED%A0%80/",
    "/akun/undangan/%00/", "/akun/undangan/" + "W" * 3000 + "/", "/akun/undangan/%E2%80%AE:1:2/",
    f"/lampiran/{UUID(int=0)}/", "/lampiran/%00/", "/kerja/renja/2028/baris/99999999999999999999/", "/static/../manage.py",
    "/kerja/renja/2028/naskah/%00/", "/kerja/renja/2028/naskah/..%2f..%2fsettings/", "/kerja/laporan/%7B%7B7%7D%7D/",
    "/kerja/pengaturan/pengguna/99999999999999999999/", "/kerja/verifikasi/ASP-9999-9999/", "/.git/config", "/.env",
    "/_media/usulan/", "/media/", "/static/", "/kerja//", "/" + "a/" * 2000,
)  # fmt: skip
COOKIES = ("", '"jahat\\000jahat\\000"', "W" * 4000, "%00", "../../etc/passwd", "{{ 70001|add:70001 }}")


def asked(name: str, param: str, value: str) -> list[str]:
    """The same wish once, twice, as a list, and with its name doubled by another value."""
    return [f"?{param}={value}", f"?{param}={value}&{param}=1", f"?{param}[]={value}&{param}[0]=x"]


@pytest.mark.e2e  # a long walk without a browser
@pytest.mark.no_cover
@pytest.mark.parametrize("name", LISTS)
def test_i09_query_string_is_answered(town, samples, enter, name):
    """I09: polluted query strings on every list."""
    sample = next(s for s in samples if s.name == name and s.status == 200)
    path = sample.path.partition("?")[0]
    client = enter(next(role for role in ROLES if may_open(sample, role, town.people.get(role))))
    faults = []
    for query in (f"?{param}={value}" for param in LISTS[name] for value in VALUES):
        faults += _faults(client.get(path + query), path + query)
    everything = "&".join(f"{param}=%00&{param}=1&{param}[]=x" for param in (*LISTS[name], "tidak_dikenal"))
    for headers in ({}, {"HX-Request": "true", "HX-Current-URL": "http://[jahat", "HX-Target": "\x00"}):
        faults += _faults(client.get(f"{path}?{everything}", headers=headers), f"{path}?{everything}")
    assert not faults, "\n".join(faults)


def _faults(answer, address: str) -> list[str]:
    alive = alive_in(answer.content.decode())
    fine = answer.status_code in (200, 204, 302, 400, 404)
    return [] if fine and not alive else [f"{address[:120]}: {answer.status_code} {alive[:2]}"]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:40])
def test_address_that_is_none_is_not_found(enter, path):
    for role in ("stranger", "sekretariat", "perencana"):
        answer = enter(role).get(path)
        assert answer.status_code in (301, 302, 403, 404, 410)
        assert not answer.get("Location", "").startswith(("//", "http"))


@pytest.mark.no_cover
def test_every_page_shrugs_at_a_strange_query(town, samples, enter):
    clients = {role: enter(role) for role in ROLES}
    faults, looked_at = [], set()
    for sample in samples:
        if sample.name in FILES or sample.name in looked_at:
            continue
        looked_at.add(sample.name)
        role = next(role for role in ROLES if may_open(sample, role, town.people.get(role)))
        address = (
            sample.path.partition("?")[0]
            + "?page=%00&page[]=&q=%ED%A0%80&next=%00&baris=NaN&version=%00&hapus=1"
        )
        faults += _faults(clients[role].get(address), address)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", ["sesi", "csrf", "messages"])
@pytest.mark.parametrize("value", COOKIES, ids=lambda value: value[:20])
def test_cookie_that_is_not_ours_is_nobodys(client, town, name, value):
    for path in ("/", "/aspirasi/", "/akun/masuk/", "/kerja/"):
        answer = client.get(path, HTTP_COOKIE=f"{name}={value}")
        assert answer.status_code in (200, 302)
    assert client.post("/akun/keluar/", HTTP_COOKIE=f"{name}={value}").status_code in (302, 403)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=" + "W" * 300, b"x"),
        ("multipart/form-data; boundary=a", b"--a\r\nContent-Disposition: form-data; name=\"\x00\"\r\n\r\nx"),
        ("application/x-www-form-urlencoded; charset=utf-16", b"login=x"),
        ("application/x-www-form-urlencoded; charset=jahat", b"login=%ff"),
        ("application/x-www-form-urlencoded", b"&".join(b"a=1" for _n in range(2000))),
        ("application/json", b"{"),
        ("", b"\x00\xff"),
    ],
)  # fmt: skip
def test_i09_body_that_is_no_form_is_answered(client, town, content_type, body):
    """I09: bodies that are no form."""
    answer = client.generic("POST", "/akun/masuk/", body, content_type=content_type)
    assert answer.status_code in (200, 302, 400)
