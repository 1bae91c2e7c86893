"""The staff menus say where one is, also on pages that lie in a place of others."""

import pytest
from django.test import RequestFactory

from renja_portal.context import Site

pytestmark = pytest.mark.django_db
SHEET = "/kerja/forum/2028/sidang/5/penilaian/"


def marked(user, path: str) -> list[str]:
    request = RequestFactory().get(path)
    request.user = user
    site = Site(request)
    return [str(entry.label) for entry in (*site.work_nav, *site.work_parts) if entry.current]


@pytest.mark.parametrize(
    ("role", "path", "expected"),
    [
        ("verifikator", SHEET, ["Verifikasi", "Penilaian usulan"]),
        ("verifikator", SHEET + "ASP-2028-0001/", ["Verifikasi", "Penilaian usulan"]),
        ("verifikator", "/kerja/forum/2028/kesepakatan/7/", ["Verifikasi", "Kesepakatan"]),
        ("pimpinan", "/kerja/forum/2028/berita-acara/", ["Kelola forum"]),
        ("sekretariat", SHEET, ["Kelola forum", "Forum"]),
        ("sekretariat", "/kerja/usulan/ASP-2028-0001/tanda-terima/", ["Usulan masuk", "Catat usulan"]),
        ("verifikator", "/kerja/", ["Pekerjaan saya"]),
        ("verifikator", "/kerja/usulan/ASP-2028-0001/", ["Pekerjaan saya"]),
    ],
)
def test_menu_marks_the_place_that_the_page_belongs_to(request, role, path, expected):
    assert marked(request.getfixturevalue(role), path) == expected
