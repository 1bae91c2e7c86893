"""I01 to I04, I06 and I07 of what the portal promises: what people type stays text, whatever it is handed to."""

import ast
import csv
import io
import logging
import re

import pytest
from django.core.mail import BadHeaderError, EmailMessage

from core.csv_export import csv_lines, safe_cell
from core.loglines import OneLineFormatter
from notifications.models import Message
from notifications.outbox import letter_text
from proposals.models import Proposal
from proposals.services import begin_draft
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory
from tests.factories.proposals import ProposalFactory
from tests.renja_portal.hostile import MARKUP, WORD, PageReader
from tests.renja_portal.source import calls, is_constant, modules, names, templates

SQL_BY_HAND = {"raw", "RawSQL", "extra"}
MARKS_SAFE = {"mark_safe", "SafeString", "SafeText", "SafeData", "html_safe"}
REVIEWED = "core/templatetags/renja.py"  # the one module that calls text safe
# Where a template prints markup: a form's own layout, and the plan's texts, which core.rich_text has cleaned.
PRINTS_MARKUP = {
    "templates/bootstrap5/layout/fieldset.html": {"fields"},
    "templates/bootstrap5/layout/fold.html": {"fields"},
    "templates/reports/renja/_text.html": {"values.html"},
    "templates/renja/detail_text.html": {"part.html", "each.html"},
    "templates/renja/revision.html": {"chapter.html"},
    "templates/renja/examined_part.html": {"part.html", "inside.html"},
    "templates/renja/chapter.html": {"stored_html", "typed_html", "readable"},
    "templates/renja/chapters_unused.html": {"html"},
}
SAFE_FILTER = re.compile(r"\{\{\s*([\w.]+)[^}]*\|\s*safe(?:seq)?\b")
# Statements that Django wrote, values in their places.
KEPT = {"core/kept_sql.py": ["execute"], "core/prepared.py": ["execute"]}
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
TRICKS = (
    "' OR 1=1 --",
    '"; DROP TABLE x; --',
    "%' AND '1'='1",
    "\\",
    "a:*|b",
    "!!&(",
    "<->",
    ":*:*",
    "$$",
    "\x00",
)


def faults(tree: ast.AST) -> list[str]:
    """SQL written by hand, or put together from pieces."""
    found = [name for name, _call in calls(tree) if name in SQL_BY_HAND]
    found += [
        "execute"
        for name, call in calls(tree)
        if name in ("execute", "executemany") and not (call.args and is_constant(call.args[0]))
    ]
    return found


@pytest.mark.parametrize("module", sorted(modules()))
def test_i01_no_sql_is_written_by_hand(module):
    """I01: the ORM only; the few statements that it does not know stand in the source as they are."""
    assert faults(modules()[module]) == KEPT.get(module, [])


@pytest.mark.parametrize(
    "code",
    [
        'Proposal.objects.raw("SELECT 1")',
        'rows.extra(where=["1=1"])',
        "RawSQL(text, [])",
        'cursor.execute(f"SELECT {name}")',
        'cursor.execute("SELECT %s" % name)',
        "cursor.execute(text)",
    ],
)
def test_i01_sql_by_hand_would_be_seen(code):
    """I01: the look at the source sees what it looks for."""
    assert faults(ast.parse(code)) != []


@pytest.mark.django_db
@pytest.mark.parametrize("typed", TRICKS)
def test_i01_search_takes_whatever_is_typed(client, typed):
    """I01: words of a search are words, also where PostgreSQL has a language of its own for searching."""
    ProposalFactory(title="Titik internet")
    assert list(Proposal.objects.search(typed)) in ([], list(Proposal.objects.all()))
    assert client.get("/aspirasi/", {"q": typed}).status_code == 200
    assert Proposal.objects.count() == 1


def test_i02_one_reviewed_module_calls_text_safe():
    """I02: nothing else switches off escaping; a type that names safe text is only a type."""
    callers = {
        name for name, tree in modules().items() for called, _call in calls(tree) if called in MARKS_SAFE
    }
    assert callers == {REVIEWED}
    assert not [name for name, tree in modules().items() if "html_safe" in names(tree)]


def test_i02_formatted_html_begins_with_a_text_of_ours():
    """I02: what people typed is an argument of format_html, never its pattern."""
    patterns = [
        call
        for tree in modules().values()
        for name, call in calls(tree)
        if name == "format_html" and call.args
    ]
    assert patterns
    assert all(is_constant(call.args[0]) for call in patterns)


def test_i02_templates_print_markup_in_known_places_alone():
    """I02: autoescape is on everywhere; `safe` stands where cleaned text or a form's own layout is printed."""
    found = {name: set(SAFE_FILTER.findall(text)) for name, text in templates().items() if "safe" in text}
    assert {name: fields for name, fields in found.items() if fields} == PRINTS_MARKUP
    assert not [name for name, text in templates().items() if "autoescape off" in text]


@pytest.mark.django_db
def test_i02_proposal_of_an_enemy_is_text(client):
    """I02: stored text comes out as text (every column on every page: test_hostile.py)."""
    proposal = ProposalFactory(title=MARKUP, problem=MARKUP, request=MARKUP)
    reader = PageReader(client.get(f"/aspirasi/{proposal.number}/").content.decode())
    assert (reader.alive, WORD in reader.text) == ([], True)


@pytest.mark.django_db
def test_i02_what_is_searched_for_comes_back_as_text(client):
    """I02: reflected text, too."""
    reader = PageReader(client.get("/aspirasi/", {"q": MARKUP}).content.decode())
    assert (reader.alive, WORD in reader.text) == ([], True)


@pytest.mark.parametrize("name", sorted(templates()))
def test_i03_no_script_stands_in_a_page(name):
    """I03: data reaches scripts as attributes or by json_script; no template writes into a script."""
    for attributes, inside in SCRIPT.findall(templates()[name]):
        assert "src=" in attributes
        assert not inside.strip()
    assert not re.search(r"\son\w+\s*=|javascript:", templates()[name], re.IGNORECASE)


@pytest.mark.parametrize(
    "beginning", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "  +"]
)
def test_i04_cell_that_a_spreadsheet_would_compute_is_text(beginning):
    """I04: an apostrophe goes before what begins a formula, also in full width and behind spaces."""
    cell = f"{beginning}cmd|' /C calc'!A0"
    assert safe_cell(cell) == f"'{cell}"
    (row,) = csv.reader(io.StringIO("".join(csv_lines([], [[cell]])).lstrip("\ufeff\r\n"), newline=""))
    assert row[0].startswith("'")


def test_i04_usual_cells_are_as_they_were():
    """I04: words, numbers and nothing stay what they are."""
    assert [safe_cell(cell) for cell in ("Rapat", 12, None, "a=b", "")] == ["Rapat", "12", "", "a=b", ""]


def test_i04_tables_leave_through_one_module():
    """I04: no other module writes CSV; whoever writes XLSX says that texts are texts."""
    written = {
        name
        for name, tree in modules().items()
        for called, _call in calls(tree)
        if called in ("writer", "DictWriter")
    }
    assert written == {"core/csv_export.py"}
    for tree in modules().values():
        for called, call in calls(tree):
            if called == "Workbook" and ast.unparse(call.func).startswith("xlsxwriter"):
                assert "strings_to_formulas" in ast.unparse(call)


@pytest.mark.parametrize("typed", [f"Budi\r\nBcc: {WORD}@contoh.id", "a\nb", "a\rb", "a\x0bb"])
def test_i06_line_break_never_reaches_a_header(typed):
    """I06: what would begin another header of a letter is refused."""
    with pytest.raises(BadHeaderError):
        EmailMessage("Halo\n" + typed, "isi", to=["a@contoh.id"]).message()


@pytest.mark.django_db(transaction=True)
def test_i06_title_and_name_of_an_enemy_forge_no_header(client, forum_and_person):
    """I06: letters about what was typed have the headers that we gave them."""
    forum, person = forum_and_person
    draft = begin_draft(forum, actor=person)
    Proposal.objects.filter(pk=draft.pk).update(title=f"Judul\r\nBcc: {WORD}@contoh.id")
    client.force_login(person)
    answer = client.post(
        f"/aspirasi/draf/{draft.key}/masalah/", {"title": f"x\r\nBcc: {WORD}@contoh.id", "problem": "y"}
    )
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert "\n" not in draft.title
    for letter in Message.objects.all():
        mail = EmailMessage(letter.subject, letter_text(letter), to=[letter.to_email]).message()
        assert mail["Bcc"] is None


@pytest.fixture
def forum_and_person(db):
    person = UserFactory(name=f"Budi\r\nBcc: {WORD}@contoh.id")
    return ForumFactory(), person


@pytest.mark.parametrize(
    "typed", ["a\nb", "a\r\nINFO palsu", "\x1b[2J", "a\x00b", "\u2028", "\u202egnp", "\x85", "\x9b31m"]
)
def test_i07_line_of_the_log_stays_one_line(typed):
    """I07: control characters are written as escapes, so nobody forges a line."""
    record = logging.LogRecord("renja", logging.INFO, "x.py", 1, "path %s", (typed,), None)
    line = OneLineFormatter("%(levelname)s %(message)s").format(record)
    assert line.startswith("INFO path ")
    assert line.isprintable()


@pytest.mark.django_db
def test_i07_address_of_an_enemy_forges_no_line(client, caplog):
    """I07: whatever stands in an address, the log has a line for it and no other."""
    client.get("/tidak-ada/%0d%0a2026-01-01%20INFO%20renja%20admin%20masuk/")
    formatter = OneLineFormatter("%(levelname)s %(name)s %(message)s")
    lines = [formatter.format(record) for record in caplog.records]
    assert lines
    assert all(line.isprintable() for line in lines)


def test_i07_every_line_goes_through_that_formatter(settings):
    """I07: there is no other way out."""
    assert {handler["formatter"] for handler in settings.LOGGING["handlers"].values()} == {"line"}
    assert settings.LOGGING["formatters"]["line"]["()"] == "core.loglines.OneLineFormatter"
