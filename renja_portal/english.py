"""What is put into English: the public side. The list names what stays Indonesian, so that nothing is forgotten."""

from fnmatch import fnmatch

# Sources whose words only staff and administrators read, or that make official documents.
INDONESIAN_ONLY = (
    "templates/proposals/import_*", "templates/proposals/forward_*", "templates/proposals/paper_form.html",
    "templates/reports/notice*", "templates/reports/letter*", "templates/reports/attendance*", "templates/reports/data/work.html",
    "templates/reports/minutes*", "templates/reports/working_paper*",
    "proposals/importing/*", "proposals/forms/importing.py", "proposals/forms/forwarding.py", "proposals/forwarding.py",
    "proposals/views/importing.py", "proposals/views/forwarding.py", "proposals/views/unconfirmed.py", "proposals/tasks.py",
    "proposals/models/batch.py", "core/sheets.py", "core/csv_check.py",
    "templates/proposals/staff_*",
    "templates/meetings/[!p]*", "templates/meetings/p[!u]*",
    "templates/forums/[!di]*", "templates/forums/documents.html", "templates/forums/invitation_[!u]*",
    "templates/forums/invitations*", "templates/reports/invitation*",
    "templates/renja/[!dno]*", "templates/reports/_*", "templates/reports/export.html", "templates/reports/job.html",
    "templates/reports/renja/*",
    "templates/stakeholders/[!m]*",
    "templates/upkeep/*", "templates/urusan/*", "templates/admin/*", "templates/gaya/*", "templates/demo/papers/*",
    "templates/workspace.html", "templates/work.html", "templates/components/workbar.html",
    "*/admin.py", "*/admin_site.py", "*/apps.py", "*/management/*", "*/migrations/*",
    "bench/*", "demo/*", "jobs/*", "audit/*", "urusan/*",
    "meetings/[!m]*", "meetings/m[!o]*", "meetings/models/[!a]*",
    "core/tables.py",
    "forums/cloning.py", "forums/criteria.py", "forums/day.py", "forums/hijri.py", "forums/locking.py", "forums/programme.py",
    "forums/readiness.py", "forums/telling.py", "stakeholders/delegating.py", "stakeholders/offices.py",
    "stakeholders/models/delegation.py",
    "forums/forms/[!a]*", "forums/views/[!a]*", "forums/services.py", "forums/inviting.py", "forums/participant*",
    "forums/models/letters.py", "stakeholders/naming.py", "forums/sections.py", "forums/holiday*.py",
    "notifications/outbox.py", "notifications/digests.py",
    "proposals/approval.py", "proposals/deadlines.py", "proposals/messages.py", "proposals/queue.py", "proposals/reaching.py",
    "proposals/forms/completing.py", "proposals/forms/reaching.py", "proposals/forms/renewing.py", "proposals/renewing.py",
    "proposals/forms/recording.py", "proposals/forms/results.py", "proposals/forms/verification.py",
    "proposals/publishing.py", "proposals/waiting.py",
    "proposals/views/approval.py", "proposals/views/carrying.py", "proposals/views/holidays.py", "proposals/views/reaching.py",
    "proposals/views/recording.py", "proposals/views/renewing.py", "proposals/views/results.py", "proposals/views/verification.py",
    "renja/[!mr]*.py", "renja/forms/*", "renja/services/*", "renja/views/*",
    "renja_portal/health.py", "renja_portal/upkeep/*", "renja_portal/workspace.py",
    "reports/[!afosv]*.py", "reports/attendance*", "reports/api/errors.py", "reports/api/door.py", "reports/services.py",
    "reports/forms/[!v]*", "reports/views/[!v]*", "reports/signing/*",
    "reports/open_data/freezing.py", "reports/open_data/preparing.py",
    "stakeholders/forms/[!js]*", "stakeholders/people.py", "stakeholders/second_factor.py", "stakeholders/sections.py",
    "stakeholders/services.py", "stakeholders/views/[!j]*",
)  # fmt: skip
# What strangers read among them.
FOR_READERS_AFTER_ALL = (
    "meetings/self_presence.py",
    "meetings/forms/self_presence.py",
    "meetings/views/self_presence.py",
    "templates/meetings/self_presence*.html",
)


def is_for_readers(source: str) -> bool:
    """Whether the words of this file (its path in the project) are read by the public, too."""
    if any(fnmatch(source, pattern) for pattern in FOR_READERS_AFTER_ALL):
        return True
    return not any(fnmatch(source, pattern) for pattern in INDONESIAN_ONLY)
