"""What differs in the lines of a plan: those that came in, those that went out, and in the others each field, old → new."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import Any

from django.utils.translation import gettext as _

from core.money import number, rupiah
from renja.models import Origin
from renja.outline import code_order
from renja.urgency import Urgency

ADDED, DROPPED, CHANGED = "added", "dropped", "changed"
Content = dict[str, Any]


@dataclass(frozen=True)
class FieldChange:
    """One field in words, "" where there was or is nothing. What is not `is_public` the plan tells its planners alone;
    `is_pagu` is told beside the line already."""

    label: str
    old: str
    new: str
    is_public: bool = True
    is_pagu: bool = False


@dataclass(frozen=True)
class Answer:
    """A proposal that a line answers, with the percent of it; `is_new`: the older state did not."""

    number: str
    share: Decimal
    is_new: bool


@dataclass(frozen=True)
class LineChange:
    """A line that was `added`, `dropped` or `changed`. Rupiah is None where a code carries none.

    `answers` are those that it has, or had before it went; `agreements` the keys of those that support it. `withheld` says
    why its content is closed to the public, on either side.
    """

    kind: str
    node: str
    code: str
    name: str
    level: str
    is_leaf: bool
    fields: tuple[FieldChange, ...]
    pagu_before: Decimal | None
    pagu_after: Decimal | None
    answers: tuple[Answer, ...] = ()
    agreements: tuple[int, ...] = ()
    withheld: str = ""

    @property
    def details(self) -> tuple[FieldChange, ...]:
        """The fields without the pagu, which stands beside the name."""
        return tuple(field for field in self.fields if not field.is_pagu)

    @property
    def difference(self) -> Decimal:
        return (self.pagu_after or Decimal(0)) - (self.pagu_before or Decimal(0))


def read_line_changes(before: Content, after: Content) -> Iterator[LineChange]:
    """In the order of the printed codes."""
    old, new = _lines(before), _lines(after)
    nodes = {row["node"]: row["code"] for row in (*old.values(), *new.values())}
    for node in sorted(nodes, key=lambda node: code_order(nodes[node])):
        was, now = old.get(node), new.get(node)
        fields = tuple(_fields(was["line"] if was else None, now["line"] if now else None))
        if fields or not (was and now):
            yield _change(was, now, fields)


def _lines(content: Content) -> dict[str, Content]:
    return {row["node"]: row for row in content["rows"] if row["line"]}


def _change(was: Content | None, now: Content | None, fields: tuple[FieldChange, ...]) -> LineChange:
    shown: Content = now or was or {}
    return LineChange(
        kind=CHANGED if was and now else (ADDED if now else DROPPED),
        node=shown["node"],
        code=shown["code"],
        name=shown["name"],
        level=shown["level"],
        is_leaf=shown["is_leaf"],
        fields=fields,
        pagu_before=_money(was, "pagu"),
        pagu_after=_money(now, "pagu"),
        answers=tuple(_answers_of(was, now)),
        agreements=tuple(one["id"] for one in shown["line"]["agreements"]),
        withheld=_reason(now) or _reason(was),
    )


def _answers_of(was: Content | None, now: Content | None) -> Iterator[Answer]:
    known = {one["proposal"] for one in was["line"]["answers"]} if was else set()
    for one in (now or was or {})["line"]["answers"]:
        yield Answer(one["proposal"], Decimal(one["share"]), one["proposal"] not in known)


def _reason(row: Content | None) -> str:
    return row["line"]["withheld_reason"] if row else ""


def _money(row: Content | None, name: str) -> Decimal | None:
    """What the line itself is given; sums of codes above it are none of its own."""
    return Decimal(row[name]) if row and row["is_leaf"] and row[name] is not None else None


# --- Fields in words ---------------------------------------------------------------------------------


def _fields(was: Content | None, now: Content | None) -> Iterator[FieldChange]:
    for head, key in ((_("Pagu indikatif"), "amount"), (_("Prakiraan maju"), "forward")):
        before, after = _sum(was, key), _sum(now, key)
        if before != after:
            yield FieldChange(head, _rupiah(before), _rupiah(after), is_pagu=key == "amount")
    yield from _listed(_("Sumber dana"), *_sources(was, now))
    yield from _listed(_("Indikator dan target"), _indicators(was), _indicators(now))
    for label, words, is_public in FIELDS:
        old, new = words(was) if was else "", words(now) if now else ""
        if old != new:
            yield FieldChange(label(), old, new, is_public)


def _listed(label: str, old: list[str], new: list[str]) -> Iterator[FieldChange]:
    """What stands in one list alone; both lists whole where only their order differs."""
    gone = [text for text in old if text not in new]
    come = [text for text in new if text not in old]
    if old != new:
        yield FieldChange(
            label, "\n".join(gone if gone or come else old), "\n".join(come if gone or come else new)
        )


def _sum(line: Content | None, key: str) -> Decimal | None:
    known = [Decimal(one[key]) for one in line["fundings"] if one[key] is not None] if line else []
    return sum(known, Decimal(0)) if known else None


def _rupiah(value: Decimal | None) -> str:
    return "" if value is None else rupiah(value)


def _sources(was: Content | None, now: Content | None) -> tuple[list[str], list[str]]:
    """The name of the only source; with amounts as soon as one side has several."""
    sides = [line["fundings"] if line else [] for line in (was, now)]
    told = _source if any(len(rows) > 1 for rows in sides) else itemgetter("source")
    old, new = ([text for one in rows if (text := told(one))] for rows in sides)
    return old, new


def _source(one: Content) -> str:
    told = {
        "source": one["source"] or _("Belum ditentukan"),
        "amount": _amount(one["amount"]),
        "forward": _amount(one["forward"]),
    }
    return _("%(source)s: %(amount)s (prakiraan maju %(forward)s)") % told


def _amount(value: str | None) -> str:
    return "–" if value is None else rupiah(Decimal(value))


def _indicators(line: Content | None) -> list[str]:
    return [
        f"{one['text']}: {one['target_label'] or _target(one['target'], one)} → {_target(one['forward_target'], one)}"
        for one in (line["indicators"] if line else ())
    ]


def _target(value: str | None, one: Content) -> str:
    return "–" if value is None else f"{number(Decimal(value))} {one['satuan']}".strip()


def _answers(line: Content) -> str:
    return "\n".join(f"{one['proposal']} ({number(Decimal(one['share']))}%)" for one in line["answers"])


def _named(choices, value: str) -> str:
    return str(choices(value).label) if value in choices.values else value


FIELDS: tuple[tuple[Callable[[], str], Callable[[Content], str], bool], ...] = (
    (lambda: _("Lokasi"), lambda line: line["location"], True),
    (lambda: _("Kelompok sasaran"), lambda line: line["target_group"], True),
    (lambda: _("Catatan penting"), lambda line: line["note"], True),
    (lambda: _("Usulan yang dijawab"), _answers, False),  # told beside the line, with their titles
    (lambda: _("Kesepakatan"), lambda line: "\n".join(one["text"] for one in line["agreements"]), False),
    (lambda: _("Asal"), lambda line: _named(Origin, line["origin"]), False),
    (lambda: _("Urgensi"), lambda line: ", ".join(_named(Urgency, tag) for tag in line["urgency"]), False),
    (lambda: _("Yang didukung"), lambda line: "\n".join(line["serves"]), False),
    (lambda: _("Bidang penanggung jawab"), lambda line: line["unit"], False),
    (lambda: _("Alasan dikecualikan"), lambda line: line["withheld_reason"], False),
)
