"""The sheet on which a person scores: a small form for each proposal and criterion, read and sent together or alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from core.formfields import PlainSelect
from forums.models import Criterion
from meetings.models import AgendaItem, Mark, Sitting
from meetings.scoring import StaleMark, Typed, score_refusal

LARGEST = 2_000_000_000
Marks = dict[tuple[int, int], Mark]


class MarkForm(forms.Form):
    """One mark. `was` and `seen` tell what stood there when the sheet was read, so that what nobody touched is not sent on."""

    value = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, widget=PlainSelect)
    was = forms.IntegerField(required=False, min_value=1, max_value=5, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, min_value=0, max_value=LARGEST, widget=forms.HiddenInput)

    def __init__(self, data, *, proposal: int, criterion: Criterion, mark: Mark | None) -> None:
        prefix = f"n-{proposal}-{criterion.pk}"
        value, version = (mark.value, mark.version) if mark else (None, 0)
        sent = data if data is not None and f"{prefix}-value" in data else None
        initial = {"value": value, "was": value, "seen": version}
        super().__init__(sent, prefix=prefix, initial=initial, auto_id="%s")
        self.proposal, self.criterion = proposal, criterion
        self.fields["value"].choices = [("", "–"), *self.meanings]

    @property
    def meanings(self) -> list[tuple[int, str]]:
        return [(n, f"{n} · {meaning}") for n, meaning in enumerate(self.criterion.meanings, start=1)]

    @property
    def is_changed(self) -> bool:
        """Sent, and another mark than was read."""
        return self.is_bound and self.is_valid() and self.cleaned_data["value"] != self.cleaned_data["was"]

    @property
    def typed(self) -> Typed:
        cleaned = self.cleaned_data
        return Typed(self.proposal, self.criterion.pk, cleaned["value"], cleaned["seen"] or 0)

    def show_conflict(self, stale: StaleMark) -> None:
        """Keep what was chosen; sent again, it counts."""
        self.data = self.data.copy()
        self.data[self.add_prefix("was")] = "" if stale.saved is None else str(stale.saved)
        self.data[self.add_prefix("seen")] = str(stale.version)


@dataclass
class Cell:
    """A mark on the sheet: its form, and what somebody else gave meanwhile."""

    form: MarkForm
    stale: StaleMark | None = None

    @property
    def chosen(self) -> str:
        """The mark that is shown as chosen, as text."""
        value = self.form["value"].value()
        return "" if value is None else str(value)


@dataclass
class Line:
    """A proposal on the sheet; `left_out` says why its reader does not score it."""

    item: AgendaItem
    left_out: str = ""
    is_declared: bool = False
    cells: list[Cell] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        return all(cell.chosen for cell in self.cells)


class Sheet:
    """Everything that a person scores in a session, or one proposal of it."""

    def __init__(
        self,
        sitting: Sitting,
        person,
        *,
        items: Sequence[AgendaItem],
        criteria: Sequence[Criterion],
        data: QueryDict | None = None,
    ) -> None:
        self.criteria, self.data = criteria, data
        keys = [item.proposal_id for item in items]
        rows = Mark.objects.on_sheet_of(sitting, person).filter(proposal__in=keys)
        self.marks: Marks = {(mark.proposal_id, mark.criterion_id): mark for mark in rows}
        mine = person.conflicts_of_interest.filter(proposal__in=keys)
        self.declared = set(mine.values_list("proposal", flat=True))
        self.lines = [self._line(item, person) for item in items]

    def _line(self, item: AgendaItem, person) -> Line:
        key = item.proposal_id
        if problem := score_refusal(person, item.proposal):
            return Line(item, problem)
        if key in self.declared:
            words = str(_("Anda menyatakan benturan kepentingan; dinilai orang lain."))
            return Line(item, words, is_declared=True)
        return Line(item, cells=[Cell(self._form(key, criterion)) for criterion in self.criteria])

    def _form(self, proposal: int, criterion: Criterion) -> MarkForm:
        mark = self.marks.get((proposal, criterion.pk))
        return MarkForm(self.data, proposal=proposal, criterion=criterion, mark=mark)

    @property
    def sent(self) -> list[Cell]:
        return [cell for line in self.lines for cell in line.cells if cell.form.is_bound]

    @property
    def is_valid(self) -> bool:
        return all(cell.form.is_valid() for cell in self.sent)

    @property
    def typed(self) -> list[Typed]:
        """The marks that were changed; a single one is sent because it was."""
        alone = len(self.sent) == 1
        return [cell.form.typed for cell in self.sent if alone or cell.form.is_changed]

    def show_conflicts(self, stale: Iterable[StaleMark]) -> None:
        found = {(one.typed.proposal, one.typed.criterion): one for one in stale}
        for cell in self.sent:
            cell.stale = found.get((cell.form.proposal, cell.form.criterion.pk))
            if cell.stale:
                cell.form.show_conflict(cell.stale)
