"""The database itself refuses to change or lose a signed copy, and to put another one in its place."""

from django.db import migrations

from core.frozen_tables import FrozenTable

COPIES = FrozenTable(
    "reports_signedplan",
    "reports_signedplan_refuse_change",
    "reports_signedplan_stays",
    "signed copies of a plan never change",
    loose=("kept_by_id", "scan", "scan_tries", "scan_after"),
)
SIGNINGS = FrozenTable(
    "reports_plansigning",
    "reports_plansigning_refuse_change",
    "reports_plansigning_stays",
    "a signed plan stays as it is",
    loose=("asked_by_id", "final_by_id"),
    once="OLD.final_id IS NOT NULL",
)


def operations() -> list[migrations.RunSQL]:
    """The migration operations that put the triggers in place; running them again changes nothing."""
    return [COPIES.operation(), SIGNINGS.operation()]
