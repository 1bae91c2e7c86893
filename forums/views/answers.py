"""Filling in the answer to an invitation: by whoever holds its link, or by staff for them."""

from typing import Any

from django.http import HttpRequest

from core.versions import attempt
from forums.answering import answer_invitation, answered_values
from forums.forms.answering import ADD_ROW, AnswerForm, delegate_forms, typed_people
from forums.models import Participant


class Answering:
    """The form and the rows for people, as they were sent or as the earlier answer fills them."""

    def __init__(self, request: HttpRequest, participant: Participant, *, actor=None) -> None:
        data, known = request.POST or None, answered_values(participant)
        if data and ADD_ROW in data:  # nothing is judged yet, and nothing typed is lost
            known = {name: data.get(name, "") for name in ("answer", "note")} | {"people": typed_people(data)}
            data = None
        self.participant, self.actor = participant, actor
        self.form = AnswerForm(data, initial=known)
        self.people = delegate_forms(data, known["people"])
        self.is_saved = bool(data) and self._save()

    def _save(self) -> bool:
        """Both are read, so that whatever is wrong is said at once."""
        are_valid = [self.form.is_valid(), self.people.is_valid()]
        if not all(are_valid) or not self.form.check_people(self.people.people):
            return False
        values = {name: self.form.cleaned_data[name] for name in ("answer", "note")}
        people = self.people.people
        return attempt(
            self.form,
            lambda: answer_invitation(self.participant, actor=self.actor, people=people, **values),
        )

    @property
    def shown(self) -> dict[str, Any]:
        return {"form": self.form, "people": self.people, "formset": self.people, "add_row": ADD_ROW}
