"""The database itself refuses to change or delete a frozen revision, or the papers that established it."""

from django.db import migrations

from core.frozen_tables import FrozenTable

REVISIONS = FrozenTable(
    "renja_revision",
    "renja_revision_refuse_change",
    "renja_revision_stays",
    "frozen revisions never change",
    loose=("frozen_by_id",),
)
PAPERS = FrozenTable(
    "renja_revisionpaper",
    "renja_revisionpaper_refuse_change",
    "renja_revisionpaper_stays",
    "papers of frozen revisions never change",
    loose=("uploaded_by_id", "scan", "scan_tries", "scan_after"),
)


def operations() -> list[migrations.RunSQL]:
    """The migration operations that put the triggers in place; running them again changes nothing."""
    return [REVISIONS.operation(), PAPERS.operation()]
