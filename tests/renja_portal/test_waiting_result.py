"""A result that waits for the head changes nothing that a stranger can read: every public address, byte for byte."""

import re

import pytest

from forums.models import Activity
from notifications.models import Message
from proposals.choices import Outcome
from proposals.results import record_result
from reports.api.urls import ROOT
from reports.open_data.datasets import DATASETS
from tests.e2e.addresses import samples_of
from tests.e2e.addresses.samples import STRANGER, may_open
from tests.factories.forums import PhaseFactory

CANARY = "kenarisidang"
# Where the public reads that some result waits; what it is, nowhere.
SAYS_THAT_IT_WAITS = {
    "home", "proposals:list", "proposals:detail", "proposals:export_csv", "proposals:export_excel", "api:usulan_list",
    "api:usulan_detail", "reports:statistics", "reports:statistics_table", "reports:dataset",
}  # fmt: skip
# The hour, the worker, and the moment at which a calendar was asked for; the screen of a session and the draft of its record,
# whose links are given to those who were there alone, show what they have heard.
NOT_COMPARED = {
    "readyz", "healthz", "forums:calendar", "meetings:screen", "reports:berita_acara_by_link", "reports:notulen_by_link",
}  # fmt: skip
HIDDEN_FIELD = re.compile(r'(<input type="hidden" name="[^"]*" value=")[^"]*')


@pytest.fixture
def addresses(town) -> dict[str, str]:
    """{path: name} of all that a stranger can open, with searches and filters that could tell an outcome."""
    found = {
        sample.path: sample.name
        for sample in samples_of(town)
        if may_open(sample, STRANGER, None) and sample.status == 200 and sample.name not in NOT_COMPARED
    }
    for state in (*Outcome.values, "in_plan", "verified"):
        found[f"/aspirasi/?status={state}"] = "proposals:list"
        found[f"/aspirasi/?status={state}&tampilan=peta"] = "proposals:list"
        found[f"/aspirasi/unduh/usulan.csv?status={state}"] = "proposals:export_csv"
        found[f"/{ROOT}usulan/?status={state}"] = "api:usulan_list"
    for outcome in Outcome.values:
        found[f"/{ROOT}hasil/?status={outcome}"] = "api:hasil_list"
    found |= {f"/aspirasi/?q={CANARY}": "proposals:list", "/aspirasi/?urut=dukungan": "proposals:list"}
    return found


@pytest.fixture
def read(addresses, client, settings):
    """`read()`: what a stranger reads now of each address; secrets of forms, which always differ, left out."""
    settings.KEPT_PAGE_SECONDS = 0

    def everything() -> dict[str, bytes | str]:
        told: dict[str, bytes | str] = {}
        for path in addresses:
            answer = client.get(path)
            body = answer.getvalue()
            is_page = answer.headers.get("Content-Type", "").startswith("text/html")
            told[path] = HIDDEN_FIELD.sub(r"\1", body.decode()) if is_page else body
            assert answer.status_code < 400, (path, answer.status_code)
        for slug, dataset in DATASETS.items():
            told[slug] = repr(list(dataset.values()))
        return told

    return everything


def result(outcome: str) -> dict:
    return {"outcome": outcome, "reason": f"Alasan {CANARY}.", "response": f"Tanggapan {CANARY}."}


def differing(before: dict, after: dict) -> set[str]:
    return {path for path, body in before.items() if body != after[path] and "xlsx" not in path}


@pytest.mark.no_cover
def test_waiting_correction_changes_no_public_address(town, read):
    before, letters = read(), Message.objects.count()
    assert differing(before, read()) == set()
    record_result(town.proposals["accepted"], actor=town.people["sekretariat"], **result(Outcome.DEFERRED))
    after = read()
    assert differing(before, after) == set()
    assert not [
        path
        for path, body in after.items()
        if CANARY in str(body).replace(f"q={CANARY}", "") and "q=" not in path
    ]
    assert Message.objects.count() == letters


@pytest.mark.no_cover
def test_waiting_result_says_that_it_waits_and_never_what_it_is(town, read, addresses):
    PhaseFactory(forum=town.forum, activities=[Activity.DECIDE])
    proposal, clerk = town.proposals["verified"], town.people["sekretariat"]
    before, letters = read(), Message.objects.count()
    first = record_result(proposal, actor=clerk, **result(Outcome.ACCEPTED))
    accepted = read()
    changed = differing(before, accepted)
    assert changed
    assert {addresses[path] for path in changed if path in addresses} <= SAYS_THAT_IT_WAITS
    code = town.proposals["own rejected"].decisions.get().reason_code
    record_result(
        proposal, actor=clerk, seen=first.version, **result(Outcome.REJECTED) | {"reason_code": code}
    )
    assert differing(accepted, read()) == set()
    assert not [path for path, body in accepted.items() if CANARY in str(body) and "q=" not in path]
    assert Message.objects.count() == letters
