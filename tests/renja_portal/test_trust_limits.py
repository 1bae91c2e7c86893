"""I08 and I09 of what the portal promises: no text costs more time than it is long, no page more than it shows."""

import ast
import re
from contextlib import suppress
from functools import cache
from time import perf_counter

import pytest
from django.core.exceptions import ValidationError

from core.money import parse_number
from core.rich_text import clean_html, html_to_text
from core.uploads import clean_name
from proposals.forms.fields import phone_number
from renja.chapter_text import tidy_html
from tests.renja_portal.source import calls, modules

LONG = 5_000  # characters: the longest field of a form, the texts of chapters aside
SECONDS = 1.0
REGEX_CALLS = {
    "compile",
    "match",
    "search",
    "fullmatch",
    "sub",
    "findall",
    "finditer",
    "split",
    "RegexValidator",
}
# Long runs on which a careless pattern takes the square of their length, or worse.
RUNS = ("a", "0", " ", ".", "-", "/", "<", '"', "(", "@", "\t", "é", "a ", "0.", "a.", "a@", "<a", "</", " -", "/.",
        "0-", "\n ", "a=", "08", "62 8", "..", "<p>", "<p> ", "1,", "1.000", "Step 1 ")  # fmt: skip
MOST_ROWS = 100
LISTS = {"Paginator": 1, "page_of": 2}  # what makes a page of rows, and which argument says how many


@cache
def patterns() -> dict[str, str]:
    """Every regular expression in our source, by the module that holds it."""
    found = {}
    for module, tree in modules().items():
        for name, call in calls(tree):
            first = call.args[0] if call.args else None
            is_regex = name == "RegexValidator" or ast.unparse(call.func).startswith("re.")
            if (
                name in REGEX_CALLS
                and is_regex
                and isinstance(first, ast.Constant)
                and isinstance(first.value, str)
            ):
                found[f"{module}: {first.value}"] = first.value
    return found


def seconds(deed, text: str) -> float:
    begun = perf_counter()
    deed(text)
    return perf_counter() - begun


@pytest.mark.parametrize("where", sorted(patterns()))
def test_i08_regular_expression_is_quick_on_whatever_is_typed(where):
    """I08: no pattern of ours needs more than a moment for a text as long as any field takes."""
    pattern = re.compile(patterns()[where])
    for run in RUNS:
        for text in (
            run * (LONG // len(run)),
            run * (LONG // len(run)) + "!\x00",
            "08" + run * (LONG // len(run)) + "\n",
        ):
            assert seconds(lambda typed: pattern.sub("", typed), text) < SECONDS, run
            assert seconds(pattern.fullmatch, text) < SECONDS, run


def test_i08_slow_pattern_would_be_seen():
    """I08: the measure measures."""
    assert len(patterns()) > 25
    assert (
        seconds(re.compile(r"(?:a|a?)+$").match, "a" * 22 + "!")
        > seconds(re.compile(r"a+$").match, "a" * 22 + "!") * 50
    )


@pytest.mark.parametrize(
    "read", [parse_number, clean_name, clean_html, html_to_text, tidy_html, phone_number]
)
@pytest.mark.parametrize("run", RUNS)
def test_i08_reader_of_what_people_type_is_quick(read, run):
    """I08: what reads numbers, names and markup stays quick far beyond what any field takes."""

    def attempt(text: str) -> None:
        with suppress(ValueError, ValidationError):
            read(text)

    assert seconds(attempt, run * (100_000 // len(run))) < 3 * SECONDS


def assigned(tree: ast.Module) -> dict:
    """The constants that a module gives a name."""
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def constants_of(tree: ast.Module) -> dict:
    """The same, and those that it imports from another of our modules."""
    found = assigned(tree)
    for node in tree.body:
        path = (
            f"{node.module.replace('.', '/')}.py" if isinstance(node, ast.ImportFrom) and node.module else ""
        )
        if path in modules():
            theirs = assigned(modules()[path])
            found |= {one.name: theirs[one.name] for one in node.names if one.name in theirs}
    return found


def test_i08_pages_of_rows_are_short():
    """I08: how many rows a page shows stands in the source, at most 100; nobody can ask for more."""
    sizes = {}
    for module, tree in modules().items():
        constants = constants_of(tree)
        for name, call in calls(tree):
            if name in LISTS and len(call.args) > LISTS[name] and module != "core/paging.py":
                size = call.args[LISTS[name]]
                sizes[module] = size.value if isinstance(size, ast.Constant) else constants[size.id]
    assert len(sizes) >= 8
    assert max(sizes.values()) <= MOST_ROWS


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked", ["per_page=100000", "page_size=100000", "limit=100000", "page=all", "halaman=9&n=99999"]
)
def test_i08_nobody_asks_for_a_longer_page(client, django_assert_max_num_queries, asked):
    """I08: an address chooses the page, never its length."""
    with django_assert_max_num_queries(12):
        assert client.get(f"/aspirasi/?{asked}").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    ["page=1&page=2", "page[]=1", "page=%00", "page=1" + "0" * 400, "page=NaN", "page=-1", "page=1e400", "page=%ED%A0%80",
     "tahun=99999999999999999999", "tahun=0", "tahun=-1", "tahun=2028&tahun=x", "q=" + "%F0%9F%98%80" * 500, "urut[$ne]=1"],
)  # fmt: skip
def test_i09_polluted_address_is_answered(client, query):
    """I09: duplicates, arrays, NUL, 10^400, NaN and lone surrogates are answered or refused, never a failure.

    Every form and every list: test_hostile_forms.py, test_hostile_requests.py.
    """
    assert client.get(f"/aspirasi/?{query}").status_code in (200, 400, 404)


@pytest.mark.django_db
@pytest.mark.parametrize("year", ["0", "9" * 20, "-1", "2028.0", "NaN", "٢٠٢٨"])
def test_i09_year_that_is_none_is_not_found(client, year):
    """I09: huge dates and other writings of a number are no address of ours."""
    assert client.get(f"/forum/{year}/").status_code == 404


@pytest.mark.django_db
def test_i09_too_many_fields_are_refused(client):
    """I09: more fields than any form has are answered with 400, before they cost anything."""
    body = "&".join(f"f{n}=1" for n in range(1_500))
    answer = client.post("/akun/masuk/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400
