"""What was kept, and whether it is whole; read beside the portal (inside.py)."""

import hashlib
from collections import Counter
from typing import Any

from django.db import connection

from audit.chain import verify_chain
from audit.models import Entry
from core.sweeping import compare_files_with_rows
from notifications.models import Message
from proposals.choices import Status
from proposals.models import Attachment, Event, Proposal
from proposals.models import Counter as Numbers
from renja.models import RenjaLine
from reports.models import GeneratedDocument


def ledger(shown: list[list[str]], directed: list[str], mark: str) -> list[str]:
    """What does not hold, in sentences: each number that was shown exists once with its file, letter, event and entry; nothing has
    a number without being whole, or twice; numbers have no gap; files and rows belong together; the record's chain is whole.
    """
    rows = list(Proposal.objects.filter(title__startswith=mark).exclude(status=Status.DRAFT))
    by_number = {row.number: row for row in rows}
    told = twice("shown", [number for number, *_rest in shown])
    told += [
        problem for number, title, sha256 in shown for problem in _compare(by_number, number, title, sha256)
    ]
    told += twice("title", [row.title for row in rows])
    told += [problem for row in rows for problem in _incomplete(row)]
    told += [f"{number}: directed {times} times" for number, times in _directed(directed) if times != 1]
    return [*told, *_gaps(), *_loose_ends()]


def twice(what: str, found: list[str]) -> list[str]:
    """Each of those found that stands there more than once, in a sentence."""
    return [f"{what} {times} times: {one}" for one, times in Counter(found).items() if times > 1]


def _compare(rows: dict, number: str, title: str, sha256: str) -> list[str]:
    row = rows.get(number)
    if row is None:
        return [f"{number} was shown and does not exist"]
    files = list(row.attachments.values_list("sha256", flat=True))
    wanted = [sha256] if sha256 else []
    return [f"{number} is another proposal"] * (row.title != title) + [f"{number}: files {files}"] * (
        files != wanted
    )


def _incomplete(row: Proposal) -> list[str]:
    there = {
        "letter": Message.objects.filter(key__startswith=f"proposal:{row.pk}:received:").count(),
        "event": row.events.filter(step="submit").count(),
        "entry": Entry.objects.filter(action="proposal.submit", object_label=row.number).count(),
    }
    told = [f"{row.number}: {count} × {what}" for what, count in there.items() if count != 1]
    return told + [f"{row.number}: file is not what was sent" for one in row.attachments.all() if not is_whole(one)]  # fmt: skip


def is_whole(row: Attachment | GeneratedDocument) -> bool:
    """Whether its file is there, and the one that its row tells."""
    try:
        with row.file.open() as file:
            return hashlib.sha256(file.read()).hexdigest() == row.sha256
    except OSError:
        return False


def _directed(numbers: list[str]) -> list[tuple[str, int]]:
    events = Event.objects.filter(step="assign", proposal__number__in=numbers)
    times = Counter(events.values_list("proposal__number", flat=True))
    return [(number, times[number]) for number in numbers]


def _gaps() -> list[str]:
    told = []
    for counter in Numbers.objects.select_related("forum"):
        given = counter.forum.proposals.exclude(number=None).count()
        if given != counter.last:
            told.append(f"{counter.forum}: {given} proposals, {counter.last} numbers")
    return told


def _loose_ends() -> list[str]:
    report, lost = verify_chain(), compare_files_with_rows().lost
    told = [f"record {one.entry_id}: {one.why}" for one in report.breaks]
    return told + [f"{row} misses {name}" for row, name in lost]


def files_of(key: str) -> list[str]:
    """SHA-256 of the files of a draft."""
    return list(Attachment.objects.filter(proposal__key=key).values_list("sha256", flat=True))


def rows_called(title: str) -> dict[str, int]:
    """How many there are of this title, and what belongs to them."""
    rows = Proposal.objects.filter(title=title)
    labels = list(rows.values_list("number", flat=True))
    return {
        "proposals": rows.count(),
        "events": Event.objects.filter(proposal__in=rows, step__in=["submit", "record"]).count(),
        "letters": sum(
            Message.objects.filter(key__startswith=f"proposal:{row.pk}:received:").count() for row in rows
        ),
        "entries": Entry.objects.filter(
            action__in=["proposal.submit", "proposal.record"], object_label__in=labels
        ).count(),
    }


def told_about_line(line: int) -> dict[str, Any]:
    entries = Entry.objects.about(RenjaLine.objects.get(pk=line)).filter(action="renja.change_cell")
    return {"location": RenjaLine.objects.get(pk=line).location, "entries": entries.count()}


def told_about_result(number: str) -> dict[str, Any]:
    row = Proposal.objects.get(number=number)
    return {
        "outcomes": list(row.decisions.pending().values_list("outcome", flat=True)),
        "reasons": list(row.decisions.pending().values_list("reason", flat=True)),
        "entries": Entry.objects.filter(action="proposal.record_result", object_label=number).count(),
    }


def numbers(mark: str) -> list[str]:
    """Of the crowd's proposals."""
    return list(
        Proposal.objects.filter(title__startswith=mark).exclude(number=None).values_list("number", flat=True)
    )


def measure_database() -> dict[str, int]:
    """How many lines are open to it, and how large it is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        lines = cursor.fetchone()[0]
        cursor.execute("SELECT pg_database_size(current_database())")
        return {"lines": lines, "bytes": cursor.fetchone()[0]}
