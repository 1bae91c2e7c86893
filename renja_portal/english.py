"""What is put into English: the public side. The list names what stays Indonesian, so that nothing is forgotten."""

from fnmatch import fnmatch

# Sources whose words only staff and administrators read, or that make official documents.
INDONESIAN_ONLY = (
    "*/admin.py", "*/admin_site.py", "*/apps.py", "*/management/*", "*/migrations/*",
    "audit/*", "bench/*", "demo/*", "jobs/*", "urusan/*",
    "templates/workspace.html", "templates/work.html", "templates/components/workbar.html", "templates/components/saving_state.html",
    "templates/components/file_waiting.html",
    "templates/admin/*", "templates/demo/papers/*", "templates/gaya/*", "templates/upkeep/*", "templates/urusan/*",
    "core/csv_check.py", "core/formsets.py", "core/sheets.py", "core/tables.py",
    "notifications/digests.py", "notifications/outbox.py",
    "*/preflight.py", "renja_portal/backup/*", "renja_portal/preflight/*",
    "renja_portal/health/*", "renja_portal/privacy/*", "templates/privacy/*", "renja_portal/upkeep/*", "renja_portal/workspace/*",
    "stakeholders/forms/*", "stakeholders/views/*", "templates/stakeholders/*", "stakeholders/models/delegation.py",
    "stakeholders/delegating.py", "stakeholders/naming.py", "stakeholders/offices.py", "stakeholders/people.py",
    "stakeholders/second_factor.py", "stakeholders/sections.py", "stakeholders/services.py",
    "forums/forms/*", "forums/views/*", "templates/forums/*", "forums/models/letters.py",
    "forums/cloning.py", "forums/criteria.py", "forums/day.py", "forums/hijri.py", "forums/holiday*.py", "forums/inviting.py",
    "forums/locking.py", "forums/participant*.py", "forums/programme.py", "forums/readiness.py", "forums/sections.py",
    "forums/services.py", "forums/telling.py",
    "templates/proposals/forward_*", "templates/proposals/import_*", "templates/proposals/paper_form.html", "templates/proposals/staff_*",
    "proposals/importing/*", "proposals/models/batch.py", "proposals/tasks.py",
    "proposals/basis.py", "proposals/forms/approval.py", "proposals/publisher.py",
    "proposals/approval.py", "proposals/deadlines.py", "proposals/forwarding.py", "proposals/messages.py", "proposals/publishing.py",
    "proposals/queue.py", "proposals/reaching.py", "proposals/renewing.py", "proposals/waiting.py",
    "proposals/forms/completing.py", "proposals/forms/forwarding.py", "proposals/forms/importing.py", "proposals/forms/reaching.py",
    "proposals/forms/recording.py", "proposals/forms/renewing.py", "proposals/forms/results.py", "proposals/forms/verification.py",
    "proposals/views/approval.py", "proposals/views/carrying.py", "proposals/views/forwarding.py", "proposals/views/holidays.py",
    "proposals/views/importing.py", "proposals/views/reaching.py", "proposals/views/recording.py", "proposals/views/renewing.py",
    "proposals/views/results.py", "proposals/views/unconfirmed.py", "proposals/views/verification.py",
    "meetings/*", "templates/meetings/*",
    "renja/*", "templates/renja/*",
    "reports/*", "templates/reports/*",
)  # fmt: skip
# What strangers read among them.
FOR_READERS_AFTER_ALL = (
    "renja_portal/privacy/retention.py",
    "stakeholders/forms/joining.py", "stakeholders/forms/signup.py", "stakeholders/views/joining.py", "templates/stakeholders/mine.html",
    "forums/forms/answering.py", "forums/views/answering.py", "forums/views/answers.py", "templates/forums/delegates.html",
    "templates/forums/detail*", "templates/forums/invitation.html", "templates/forums/invitation_unknown.html",
    "meetings/remarks_by_link.py",
    "meetings/models/agreements.py", "meetings/self_presence.py", "meetings/forms/self_presence.py", "meetings/views/self_presence.py",
    "templates/meetings/public_*", "templates/meetings/self_presence*",
    "renja/realisation/quarters.py", "renja/realisation/reading.py",
    "renja/models.py", "renja/reading.py", "renja/stages.py", "renja/revisions.py", "renja/changes.py", "renja/line_changes.py",
    "templates/renja/changes_*", "templates/renja/forum_changes.html", "renja/alignment.py", "renja/urgency.py", "renja/forms/search.py",
    "renja/views/public.py", "reports/downloads.py", "templates/renja/detail*", "templates/renja/not_public.html",
    "templates/renja/other_years.html",
    "reports/forms/remark_by_link.py", "reports/views/minutes/by_link.py", "templates/reports/minutes_pages/by_link*",
    "reports/statistics.py", "reports/verification.py", "reports/forms/verification.py", "reports/views/verification.py",
    "reports/api/operations.py", "reports/api/schemas.py",
    "reports/open_data/columns/*", "reports/open_data/catalogue.py", "reports/open_data/datasets.py", "reports/open_data/examples.py",
    "reports/open_data/licence.py", "reports/open_data/models.py",
    "templates/reports/bar.html", "templates/reports/statistics*", "templates/reports/verification/*",
    "templates/reports/data/api.html", "templates/reports/data/dataset.html", "templates/reports/data/editions.html",
    "templates/reports/data/files.html", "templates/reports/data/offer.html", "templates/reports/data/overview.html",
    "templates/reports/data/soon.html",
)  # fmt: skip


def is_for_readers(source: str) -> bool:
    """Whether the words of this file (its path in the project) are read by the public, too."""
    if any(fnmatch(source, pattern) for pattern in FOR_READERS_AFTER_ALL):
        return True
    return not any(fnmatch(source, pattern) for pattern in INDONESIAN_ONLY)
