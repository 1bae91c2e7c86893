"""The sessions: who led them, what was said about each proposal, and what came out."""

from collections import Counter

from django.utils import timezone
from django.utils.translation import gettext as _

from core.money import number
from forums.models import Forum
from meetings.models import AgendaItem, Sitting
from meetings.score_table import ScoredRow, ScoreTable, score_tables
from proposals.models import Decision
from reports.minutes.paper import Facts, Item, Session

NO_RESULT = "–"


def read_sessions(forum: Forum, decisions: list[Decision]) -> tuple[Session, ...]:
    """In their order, in seven queries whatever their number."""
    sittings = list(forum.sittings.of_forum(forum))
    tables = score_tables(sittings)
    results = {row.proposal_id: row for row in decisions}
    items: dict[int, list[AgendaItem]] = {}
    for item in AgendaItem.objects.filter(sitting__forum=forum).in_order():
        items.setdefault(item.sitting_id, []).append(item)
    return tuple(_session(one, items.get(one.pk, []), results, tables[one.pk]) for one in sittings)


def _session(
    sitting: Sitting, items: list[AgendaItem], results: dict[int, Decision], table: ScoreTable
) -> Session:
    told = tuple(_item(no, item, results.get(item.proposal_id)) for no, item in enumerate(items, start=1))
    counted = Counter(item.outcome for item in told if item.outcome != NO_RESULT)
    return Session(
        name=str(sitting),
        facts=_facts(sitting),
        notes=sitting.notes.strip(),
        items=told,
        results=tuple((label, number(count)) for label, count in counted.most_common()),
        **_scores(table),
    )


def _scores(table: ScoreTable) -> dict[str, tuple]:
    """The ranking with its criteria; nothing where nobody scored, or everybody still scores alone."""
    if table.is_empty:
        return {}
    short = [f"K{place}" for place, _one in enumerate(table.criteria, start=1)]
    legend = [
        _("%(short)s = %(name)s (bobot %(weight)d)") % {"short": key, "name": one.name, "weight": one.weight}
        for key, one in zip(short, table.criteria, strict=True)
    ]
    legend.append(_("Nilai setiap kriteria 1–5; nilai akhir = Σ (bobot × nilai) ÷ 5, paling tinggi 100."))
    return {
        "score_head": (_("Peringkat"), _("Nomor usulan"), _("Usulan"), *short, _("Nilai")),
        "score_rows": tuple(_scored(row) for row in table.rows),
        "score_legend": tuple(legend),
    }


def _scored(row: ScoredRow) -> tuple[str, ...]:
    means = (number(round(mean, 2)) if mean is not None else "–" for mean in row.means)
    total = number(round(row.total, 2)) if row.total is not None else "–"
    return (str(row.rank or "–"), row.number, row.title, *means, total)


def _facts(sitting: Sitting) -> Facts:
    told = (
        (_("Urusan"), sitting.urusan.name),
        (_("Pimpinan sidang"), _person(sitting.chair, sitting.chair_position)),
        (_("Sekretaris sidang"), _person(sitting.secretary, sitting.secretary_position)),
        (_("Ruang"), sitting.room),
        (_("Waktu"), _hours(sitting)),
    )
    return tuple((label, value) for label, value in told if value)


def _person(name: str, position: str) -> str:
    return ", ".join(filter(None, (name, position)))


def _hours(sitting: Sitting) -> str:
    """As it was held, else as it was planned."""
    start, end = sitting.opened_at or sitting.starts_at, sitting.closed_at or sitting.ends_at
    if not start:
        return ""
    begin = timezone.localtime(start)
    if not end:
        return f"{begin:%H.%M} {begin.tzname()}"
    return f"{begin:%H.%M}–{timezone.localtime(end):%H.%M} {begin.tzname()}"


def _item(no: int, item: AgendaItem, result: Decision | None) -> Item:
    proposal = item.proposal
    open_notes = "" if proposal.is_withheld else item.notes.strip()
    reason = "" if proposal.is_withheld or result is None else result.reason.strip()
    return Item(
        no=no,
        number=proposal.number,
        title=proposal.public_title,
        notes=open_notes,
        outcome=result.get_outcome_display() if result else NO_RESULT,
        reason=reason,
    )
