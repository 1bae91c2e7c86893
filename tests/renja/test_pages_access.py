"""Who opens the planners' pages, and what they do not find there."""

import pytest
from django.urls import reverse

from tests.factories.forums import ForumFactory
from tests.factories.renja import (
    RenjaFactory,
)

STAFF = ["sekretariat", "verifikator", "perencana", "pimpinan", "admin_user"]
READS = ["edit", "homeless", "chapters", "tables", "completeness"]
EDITS = ["settings", "line_add", "line", "line_remove", "link", "chapter", "table"]


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("role", STAFF)
def test_all_host_staff_read_the_draft(enter, address, request, role, name):
    assert enter(request.getfixturevalue(role)).get(address(name)).status_code == 200


@pytest.mark.parametrize("name", [*READS, *EDITS])
@pytest.mark.parametrize("role", ["pengusul", "pemeriksa"])
def test_outsiders_do_not_enter(enter, address, request, role, name):
    assert enter(request.getfixturevalue(role)).get(address(name)).status_code == 403


@pytest.mark.parametrize("name", [*READS, *EDITS])
def test_strangers_sign_in_first(client, address, name):
    assert client.get(address(name)).status_code == 302


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("role", STAFF)
def test_only_planners_open_what_edits(enter, address, request, role, name):
    expected = 200 if role == "perencana" else 403
    assert enter(request.getfixturevalue(role)).get(address(name)).status_code == expected


@pytest.mark.parametrize("name", [*READS, *EDITS])
def test_every_page_of_a_locked_plan_opens_without_a_button_to_save(
    enter, address, perencana, lock_plan, name
):
    lock_plan()
    answer = enter(perencana).get(address(name))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "dikunci sejak" in page
    if name != "settings":
        assert "Simpan" not in page
        assert "Tambahkan" not in page


def test_readers_get_no_links_to_what_edits(enter, address, sekretariat):
    page = enter(sekretariat).get(address("edit")).content.decode()
    assert address("line") not in page
    assert address("settings") not in page
    assert address("link") not in enter(sekretariat).get(address("homeless")).content.decode()


@pytest.mark.parametrize("name", ["edit", "homeless", "chapters", "settings", "tables"])
def test_other_years_are_not_found(enter, perencana, renja, name):
    assert enter(perencana).get(reverse(f"renja:{name}", args=[2031])).status_code == 404


def test_lines_of_another_year_are_not_found(enter, perencana, line):
    RenjaFactory(forum=ForumFactory(plan_year=2027))
    for name in ("line", "line_remove"):
        assert enter(perencana).get(reverse(f"renja:{name}", args=[2027, line.pk])).status_code == 404
