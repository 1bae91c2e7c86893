"""Every component renders; no template needs what the CSP forbids; colours can be read; pages stay light."""

import gzip
import re
from pathlib import Path
from types import SimpleNamespace as Thing

import pytest
from django.conf import settings as project
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

from core.templatetags.renja import badge
from renja_portal import navigation
from renja_portal.style_guide import TONES, SampleForm, icon_names, samples

pytestmark = pytest.mark.urls("tests.renja_portal.look_urls")
ROOT = Path(project.BASE_DIR)
STATIC = ROOT / "static"
TEMPLATES = sorted(ROOT.glob("templates/**/*.html")) + sorted(ROOT.glob("[a-z]*/templates/**/*.html"))

SAMPLE = samples()
JOB = Thing(
    id="7", state="running", progress_done=3, progress_total=12, progress_text="3 dari 12 bagian", error=""
)
COMPONENTS = {
    "notice": ({"tone": "warn", "title": "Perhatian", "text": "Isi"}, "Perhatian"),
    "empty": ({"title": "Belum ada", "text": "Isi", "url": "/x/", "action": "Mulai"}, 'href="/x/"'),
    "stat": ({"label": "Diterima", "value": "7", "note": "Lihat", "url": "/x/"}, 'href="/x/"'),
    "flow": ({"figures": SAMPLE["figures"]}, "Rp6,2 miliar"),
    "timeline": ({"events": SAMPLE["events"]}, "Perlu dilengkapi"),
    "phases": ({"phases": SAMPLE["phases"]}, "Tahap saat ini"),
    "progress": ({"value": 1234, "max": 4000, "label": "Pagu"}, 'value="1234" max="4000"'),
    "steps": ({"steps": SAMPLE["steps"]}, "Langkah 2 dari 4"),
    "page_header": ({"eyebrow": "Renja", "title": "Judul", "lead": "Isi"}, "<h1>Judul</h1>"),
    "fact_list": ({"facts": SAMPLE["facts"]}, "120 orang"),
    "summary": ({"rows": SAMPLE["rows"]}, "Tidak diisi"),
    "confirmation": ({"title": "Diterima", "number": "ASP-2028-0001"}, "ASP-2028-0001"),
    "files": ({"files": SAMPLE["files"], "csrf_token": "t"}, 'method="post"'),
    "subnav": ({"items": SAMPLE["tabs"]}, 'aria-current="page"'),
    "waves": ({}, "<svg"),
    "job": ({"job": JOB, "poll_url": "/x/", "title": "Menyusun Renja"}, 'hx-get="/x/"'),
}


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_renders(name):
    context, expected = COMPONENTS[name]
    assert expected in render_to_string(f"components/{name}.html", context)


@pytest.mark.parametrize("tone", TONES)
def test_badge_always_has_an_icon(tone):
    assert "icons.svg#" in badge(tone, "x")


def test_error_summary_links_to_each_field():
    html = render_to_string("components/error_summary.html", {"form": SampleForm({})})
    for target in ("#id_title", "#id_problem", "#id_kecamatan", "#id_kind_0", "#id_agreed"):
        assert f'href="{target}"' in html


def test_error_summary_is_silent_without_errors():
    assert render_to_string("components/error_summary.html", {"form": SampleForm()}).strip() == ""


def test_pager_keeps_the_filter():
    request = RequestFactory().get("/", {"q": "wifi", "page": "2"})
    page = Paginator(range(30), 10).get_page(2)
    html = render_to_string("components/pager.html", {"page": page, "request": request})
    assert "?q=wifi&amp;page=1" in html
    assert "?q=wifi&amp;page=3" in html


def test_running_job_takes_its_part_of_the_page_anew():
    running = JOB.__dict__ | {"is_active": True}
    text = render_to_string(
        "components/job.html", {"job": Thing(**running), "again": "/x/", "region": "#sini"}
    )
    assert 'hx-get="/x/" hx-select="#sini" hx-target="#sini"' in text
    done = Thing(**running | {"state": "done", "is_active": False})
    assert "hx-get" not in render_to_string("components/job.html", {"job": done, "again": "/x/"})


def test_field_shows_hint_and_error_before_the_control():
    html = render_to_string("gaya/form.html", {"form": SampleForm({"title": ""}), "steps": []})
    field = html[html.index('id="div_id_title"') :]
    assert field.index("id_title_helptext") < field.index("id_title_error") < field.index("<input")


def test_field_points_to_hint_and_error():
    html = render_to_string("gaya/form.html", {"form": SampleForm({"title": ""}), "steps": []})
    described = re.search(r'<input[^>]*name="title"[^>]*aria-describedby="([^"]*)"', html).group(1)
    assert set(described.split()) == {"id_title_helptext", "id_title_error"}


# --- What the content security policy forbids -----------------------------------------------

FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*=", re.I),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.I),
    "an inline handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I),
    "a script address": re.compile(r"javascript:", re.I),
    "a foreign file": re.compile(r"<(?:script|img|link|iframe)[^>]+(?:src|href)=[\"'](?:https?:)?//", re.I),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_holds_nothing_that_the_csp_forbids(path):
    text = path.read_text()
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


def test_pages_are_loaded_anew_only_where_no_scripts_run():
    """Otherwise what is being typed would be lost, and whoever listens would begin again."""
    found = [
        path.name
        for path in TEMPLATES
        if re.search(r'(?<!<noscript>)<meta http-equiv="refresh"', path.read_text())
    ]
    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_is_short(path):
    assert len(path.read_text().splitlines()) <= 120


# --- Icons and files ------------------------------------------------------------------------------

SPRITE = set(icon_names())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_names_only_icons_that_exist(path):
    named = re.findall(r'components/icon\.html" with name="([^"]+)"', path.read_text())
    named += re.findall(r'components/\w+\.html" with [^%]*icon="([^"]+)"', path.read_text())
    assert set(named) <= SPRITE


def test_menus_name_only_icons_that_exist():
    places = navigation.PUBLIC + navigation.WORK + navigation.ACCOUNT + navigation.FOOTER
    places += tuple(part for place in places for part in place.parts)
    assert {place.icon for place in places} <= SPRITE


def test_stylesheets_name_only_files_that_exist():
    for sheet in STATIC.glob("css/*.css"):
        for address in re.findall(r'url\("(?!data:)([^"]+)"\)', sheet.read_text()):
            assert (sheet.parent / address).resolve().exists(), f"{sheet.name}: {address}"


def test_first_view_is_light():
    """At most 120 kB compressed with 15 kB left for the page itself, and 12 requests."""
    base = (ROOT / "templates/base.html").read_text()
    names = set(re.findall(r'{% static "([^"]+)" %}', base)) | {"img/icons.svg"}
    names -= {"img/berbagi.png", "img/mark-180.png"}  # fetched by messengers and home screens alone
    weight = sum(
        len(content) if name.endswith("woff2") else len(gzip.compress(content))
        for name in names
        for content in [(STATIC / name).read_bytes()]
    )
    assert weight <= 105_000
    assert len(names) + 1 <= 12
