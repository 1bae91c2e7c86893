"""What people type comes out as text on whatever page shows it: every column of the database is hostile here."""

import pytest
from django.test import Client

from tests.e2e.addresses import samples_of
from tests.e2e.addresses.samples import FILES, ROLES, Sample, may_open
from tests.e2e.full_city.frame import FullCity
from tests.renja_portal.hostile import PageReader
from tests.renja_portal.poisoned import poison_addresses, poison_every_text

LOOKED_AT = 4  # pages of one name: what differs between them is rows, not templates
# Columns that no page shows: keys of our own, and the worker's name, which is for the server's own log.
UNSEEN = {
    "jobs.WorkerHeartbeat.name", "notifications.Message.message_id", "accounts.Session.session_key",
    "accounts.Session.session_data", "accounts.DailyUse.deed", "accounts.DailyUse.who", "accounts.Turn.who",
    "notifications.Digest.recipient", "notifications.Handover.about", "reports.DataFile.dataset", "proposals.Decision.minutes_code",
    "renja.PlanFile.headings", "reports.GeneratedDocument.content_hash", "renja.Examination.withdrawn_reason",
}  # fmt: skip


def views(town: FullCity) -> list[tuple[Sample, str]]:
    """Each page as somebody sees it who may see little, and as the secretariat sees it."""
    found, counted = [], {}
    for sample in samples_of(town):
        counted[sample.name] = counted.get(sample.name, 0) + 1
        many = sample.name not in ("proposals:detail", "proposals:verification", "proposals:result")
        if sample.name in FILES or (many and counted[sample.name] > LOOKED_AT):
            continue
        may = [role for role in ROLES if may_open(sample, role, town.people.get(role))]
        found += [(sample, role) for role in dict.fromkeys((may[0], may[-1], *({"sekretariat"} & set(may))))]
    return found


@pytest.mark.e2e  # a long walk without a browser
@pytest.mark.no_cover
def test_hostile_text_is_shown_as_text_everywhere(town, enter):
    """I02: every column of the database, hostile, on every page, is text."""
    pages = views(town)
    marks = poison_every_text()
    poison_addresses()
    clients: dict[str, Client] = {role: enter(role) for role in ROLES}
    faults, shown = [], ""
    for sample, role in pages:
        answer = clients[role].get(sample.path, follow=True)
        html = answer.content.decode()
        alive = PageReader(html).alive
        if alive or answer.status_code != sample.status:
            faults.append(f"{role} {sample.path}: {answer.status_code} {alive[:3]}")
        shown += html
    assert not faults, "\n".join(faults)
    assert {column for column, mark in marks.items() if mark not in shown} == UNSEEN


@pytest.mark.parametrize(
    ("html", "alive"),
    [
        ("<p>&lt;jahat onjahat=1&gt; &quot;jahat</p>", 0),
        ('<input value="&quot;&gt;&lt;jahat&gt;">', 0),
        ("<p><jahat onjahat=1></p>", 1),
        ("<input value=x onjahat=1>", 1),
        ("<script>jahat()</script>", 1),
        ("<p><!--jahat--></p>", 1),
        ('<a href=" javascript:jahat()">x</a>', 1),
        ('<p onclick="jahat()">140002</p>', 2),
    ],
)
def test_reader_knows_text_from_markup(html, alive):
    assert len(PageReader(html).alive) == alive
