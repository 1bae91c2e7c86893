"""Everything that the code records, and every job, has its words for people."""

import ast
import re
from functools import cache

import pytest
import rules.permissions
from django.contrib import admin

from jobs import registry
from proposals.steps import STEPS
from renja_portal.upkeep.actions import ACTIONS
from renja_portal.upkeep.subjects import WAYS
from renja_portal.upkeep.wording import (
    DETAILS,
    JOBS,
    MASTER_DATA,
    action_choices,
    action_words,
    field_words,
    job_words,
    kind_words,
)
from tests.audit.verbs import project

LOOKS_LIKE_AN_ACTION = re.compile(r"[a-z]+\.[a-z_]+")
# Words of the same shape that verbs use for something else: kinds of letters, names of files, salts.
NO_ACTIONS = {"account.second_factor_removed", "nomenklatur.csv", "audit.refusals"}
# What allauth tells the person, and with that the record (AccountAdapter.send_notification_mail).
TOLD_BY_ALLAUTH = {
    "email_changed", "email_deleted", "password_changed", "password_reset", "password_set", "totp_activated",
    "totp_deactivated", "recovery_codes_generated", "webauthn_added", "webauthn_removed",
}  # fmt: skip


def has_words(action: str) -> bool:
    return action_words(action) != action


@cache
def recorded_actions() -> set[str]:
    """Whatever looks like an action in a function that leads to the record."""
    code = project()
    leading = [one.node for one in code.functions.values() if code.reaches_the_record(one.name)]
    texts = {n.value for node in leading for n in ast.walk(node) if isinstance(n, ast.Constant)}
    actions = {text for text in texts if isinstance(text, str) and LOOKS_LIKE_AN_ACTION.fullmatch(text)}
    return actions - NO_ACTIONS - set(rules.permissions.permissions)


def test_every_recorded_action_has_words():
    assert len(recorded_actions()) > 50
    assert {action for action in recorded_actions() if not has_words(action)} == set()


@pytest.mark.parametrize("step", sorted(STEPS))
def test_every_step_of_a_proposal_has_words(step):
    assert has_words(f"proposal.{step}")


@pytest.mark.parametrize("told", sorted(TOLD_BY_ALLAUTH))
def test_every_change_of_an_account_has_words(told):
    assert has_words(f"account.{told}")


def test_every_table_of_the_master_data_has_words():
    tables = {model._meta.model_name for model in admin.site._registry} - {"membership"}  # read-only there
    assert tables == set(MASTER_DATA)
    assert action_words("nomenclature.change") == "Kode nomenklatur diubah"


def test_unknown_action_is_shown_as_it_is():
    assert [action_words("lama.hilang"), action_words("lama")] == ["lama.hilang", "lama"]


def test_choices_name_every_action_once():
    names = [name for _group, rows in action_choices() for name, _words in rows]
    assert len(names) == len(set(names))
    assert {name for group in ACTIONS.values() for name in group} <= set(names)


def test_every_job_has_words():
    registry.chores()
    assert {kind for kind in registry._handlers if kind not in JOBS} == set()
    assert job_words("tidak_dikenal") == "tidak_dikenal"


@pytest.mark.parametrize("kind", sorted(WAYS))
def test_every_kind_of_thing_has_words(kind):
    assert kind_words(kind) not in ("", kind)


def test_kinds_and_fields_that_are_gone_are_shown_as_they_are():
    assert kind_words("lama.tabel") == "lama.tabel"
    assert field_words("proposals.proposal", "title") == "Judul usulan"
    assert [field_words("lama.tabel", "x"), field_words("forums.forum", "lama")] == ["x", "lama"]
    assert field_words("", "pagu") == DETAILS["pagu"]
