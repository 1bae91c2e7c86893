"""Which agreements of the forum support a line: ticked by perencana, read by everybody."""

import pytest
from django.urls import reverse

from audit.models import Entry
from renja.errors import PlanRefused
from renja.services import link_agreements
from tests.factories.forums import ForumFactory
from tests.factories.meetings import AgreementFactory
from tests.factories.renja import LineFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(renja):
    return LineFactory(renja=renja)


def address(line) -> str:
    return reverse("renja:line_agreements", args=[line.renja.year, line.pk])


def test_agreements_are_ticked_and_unticked(enter, perencana, forum, line):
    row, other = AgreementFactory(forum=forum), AgreementFactory(forum=ForumFactory(plan_year=2027))
    visitor = enter(perencana)
    page = visitor.get(address(line)).content.decode()
    assert row.text in page
    assert other.text not in page
    assert visitor.post(address(line), {"agreements": [row.pk]}).url == reverse(
        "renja:line", args=[line.renja.year, line.pk]
    )
    assert list(line.agreements.all()) == [row]
    assert row.text in visitor.get(reverse("renja:line", args=[line.renja.year, line.pk])).content.decode()
    visitor.post(address(line), {})
    assert not line.agreements.exists()
    actions = Entry.objects.filter(action="renja.link_agreements")
    assert actions.count() == 2


def test_what_is_linked_already_is_no_change(perencana, forum, line):
    row = AgreementFactory(forum=forum)
    line.agreements.set([row])
    link_agreements(line, [row], actor=perencana)
    assert not Entry.objects.exists()


def test_agreement_of_an_earlier_forum_that_is_linked_stays_on_the_list(enter, perencana, line):
    row = AgreementFactory(forum=ForumFactory(plan_year=2027))
    line.agreements.set([row])
    assert row.text in enter(perencana).get(address(line)).content.decode()


def test_foreign_agreement_is_refused(enter, perencana, line):
    other = AgreementFactory(forum=ForumFactory(plan_year=2027))
    assert "Kesalahan:" in enter(perencana).post(address(line), {"agreements": [other.pk]}).content.decode()
    assert not line.agreements.exists()


def test_without_agreements_the_page_says_so(enter, perencana, line):
    assert "Belum ada kesepakatan" in enter(perencana).get(address(line)).content.decode()


def test_locked_plan_keeps_its_links(enter, perencana, forum, line, lock_plan):
    row = AgreementFactory(forum=forum)
    lock_plan()
    with pytest.raises(PlanRefused, match="dikunci"):
        link_agreements(line, [row], actor=perencana)
    text = enter(perencana).post(address(line), {"agreements": [row.pk]}).content.decode()
    assert "dikunci" in text
    assert not line.agreements.exists()


@pytest.mark.parametrize("role", ["sekretariat", "verifikator", "pimpinan", "admin_user", "pengusul"])
def test_only_perencana_links(request, enter, forum, line, role):
    person = request.getfixturevalue(role)
    with pytest.raises(PlanRefused):
        link_agreements(line, [AgreementFactory(forum=forum)], actor=person)
    assert enter(person).get(address(line)).status_code == 403
