"""Whatever changes data ends in the record: read from the source itself, so that a new verb cannot forget it."""

import pytest

from tests.audit.verbs import Code, project

# Ways that change rows without an entry, each looked at and found right. Nothing that people decide belongs here.
REVIEWED = {
    "pictures, events and the like; no rows": {
        "core.image_check._encode", "core.frozen_tables.FrozenTable.operation",
        "core.excel_export.write_workbook",
        "proposals.views.exports.export_excel", "core.office_check._Watch._judge_field", "core.office_check._Watch._judge_formula",
        "core.reference.request_reference", "core.memory.request_memory",
        "core.languages.reading_language", "reports.letterhead._logo", "reports.notices.joined",
        "jobs.runner.LeaseKeeper.__exit__",
        "core.logfacts.begin_facts", "core.logfacts.add_facts", "core.logfacts.told_in_log",
        "renja_portal.health.bounded.within_seconds",
        "jobs.worker.Worker.stop", "reports.management.commands.export_renja.Command._write",
        "accounts.forms.OnceOnlyCode._is_first_use", "core.storage.DurableStorage._save", "core.storage.DurableStorage.save",
        "core.s3.SharedStorage.delete",
        "renja_portal.upkeep.subjects.subjects_of", "renja_portal.kept_pages.KeptPagesMiddleware.__call__",
        "renja_portal.kept_pages.KeptPagesMiddleware.process_view", "meetings.picture.drawn",
        "reports.word.WordFile.as_bytes", "reports.invitations.joined_copies", "reports.invitation_word._write_code",
        "reports.plan_files.word.renja_docx", "reports.plan_files.word_file.PlanWord.official_table",
        "reports.plan_files.word_file.PlanWord.contents", "reports.plan_files.word_file.PlanWord.list_of_tables",
        "reports.plan_files.word_file.PlanWord.section",
        "reports.word_parts.set_type", "reports.word_parts.shade", "reports.word_parts.rule_below",
        "reports.word_parts.add_field", "reports.word_parts.set_outline", "reports.word_parts.describe",
        "reports.word_parts.set_margins", "reports.word_parts.set_today", "reports.word_parts.end_section_in_last",
        "reports.minutes.photos._picture", "reports.render_child.main",
    },
    "plans of reads; no rows": {"core.prepared.Prepared.make_known"},
    "hashes of what streams through a backup; no rows": {
        "renja_portal.backup.archive.Hashed.read", "renja_portal.backup.archive.digest_of",
        "renja_portal.backup.filling.Filling.feed", "renja_portal.backup.sealing.Counted.write",
    },
    "readings are a record of their own, beside the chain": {"audit.readings.note_reading"},
    "the worker's own bookkeeping; the row is its record": {
        "jobs.runner.claim_job", "jobs.runner._write", "jobs.runner.LeaseKeeper._renew", "jobs.worker.Worker._beat",
        "jobs.worker.Worker._forget", "notifications.outbox._save_attempt", "notifications.outbox._keep",
        "notifications.digests._settle", "notifications.digests._enter",
    },
    "the files of open data, made anew from the rows; whoever freezes them is recorded": {
        "reports.open_data.preparing.order_files", "reports.open_data.preparing._prepare", "reports.open_data.preparing._keep",
        "reports.open_data.preparing._forget_old",
    },
    "the job that makes documents; each document is recorded": {
        "reports.notices.order_due_notices", "reports.tasks.order_renja", "reports.tasks.order_acts",
        "reports.tasks.handle_prepare_pdf",
    },
    "the daily looks at files and at the record; their jobs say what was found": {
        "renja_portal.sweep.order_sweep", "renja_portal.privacy.forgetting.order_forgetting", "core.sweeping.remove_orphans",
        "renja_portal.upkeep.checking.order_daily_check", "renja_portal.tasks.handle_check",
    },
    "a tool for developers; writes no rows": {"renja_portal.management.commands.collect_messages.Command.handle"},
    "letters go with the verb that writes them, or with the account mails of allauth": {
        "notifications.services.notify", "notifications.services.cancel_unsent",
    },
    "called by Django for each row that a verb adds": {"forums.models.inviting.Participant.save"},
    "what its reader has opened is nobody else's business": {"notifications.querysets.MessageQuerySet.mark_read"},
    "sessions come and go by themselves; who ends them by hand is recorded": {
        "accounts.models.Session.save", "accounts.limits.note_use", "accounts.tasks.clear_sessions",
    },
    "counts of the day limit what people do; what they do is recorded by its verb": {
        "accounts.daily_counts.count_up", "accounts.tasks.clear_daily_uses",
        "accounts.turns._end",
    },
    "the operator seals the same secrets with a new key": {
        "accounts.management.commands.reseal_second_factors.Command.handle",
    },
    "called by allauth, which tells `send_notification_mail`": {
        "accounts.forms.ReauthenticateByFactorForm.save", "accounts.adapter.AccountAdapter.set_password",
    },
    "a copy that its owner ordered, which is recorded; it is thrown away after a day": {
        "renja_portal.personal.archive._keep", "renja_portal.personal.archive.remove_copy",
    },
    "a printed list is made anew from the rows whenever wanted; it is thrown away after a week": {
        "reports.attendance_list._remove",
    },
    "a draft is its writer's own until it is sent": {"proposals.services.begin_draft"},
    "reference data of the release, put in by the operator's command": {
        "urusan.seeding.create_urusan", "urusan.seeding.create_editions", "stakeholders.places.create_places",
        "proposals.reasons.create_reasons",
    },
    "called through a manager or queryset; the verbs that do so are found by themselves": {
        "accounts.models.UserManager.create_user", "proposals.querysets.proposals.ProposalQuerySet.recount_supports",
        "meetings.querysets.SittingQuerySet.follow_day",
    },
}  # fmt: skip
FORGETFUL = """
from django.db import transaction
from audit.services import record

@transaction.atomic
def change_thing(thing, *, actor):
    _write(thing)

def _write(thing):
    thing.save()

@transaction.atomic
def change_other(thing, *, actor):
    _write(thing)
    _tell(thing, actor)

def _tell(thing, actor):
    record("thing.change", thing, actor=actor)

@transaction.atomic
def say_only(thing, *, actor):
    return "record(thing)"
"""


def reviewed() -> set[str]:
    return {name for names in REVIEWED.values() for name in names}


def test_l01_every_verb_ends_in_the_record():
    assert project().verbs_without_record() == set()


def test_l01_nothing_changes_rows_past_the_record():
    assert project().unrecorded_writes(reviewed()) == set()


def test_what_was_reviewed_is_still_there_and_still_without_a_record():
    code = project()
    assert {name for name in reviewed() if name not in code.functions} == set()
    assert {name for name in reviewed() if code.reaches_the_record(name)} == set()


def test_verbs_are_seen_at_all():
    verbs = {one.name for one in project().functions.values() if one.is_verb}
    assert len(verbs) > 40
    assert {"proposals.results.publish_result", "renja.services.lines.save_line"} <= verbs


@pytest.mark.parametrize("module", ["forums.services", "stakeholders.people"])
def test_forgetful_verb_is_found(module):
    planted = f"{module}_planted"
    code = Code({planted: FORGETFUL}, known=project())
    assert code.verbs_without_record() == {f"{planted}.change_thing", f"{planted}.say_only"}
    assert code.unrecorded_writes(reviewed()) == {f"{planted}.change_thing"}
