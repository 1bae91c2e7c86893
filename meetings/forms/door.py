"""What is typed at the door: a search, somebody who came, and what a device kept while the line was down."""

import datetime
import uuid

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.formfields import PhoneField
from core.formlayout import InlineChoices, bare_helper
from core.phones import national_number
from forums.models import Delegate, Forum, Gender
from meetings.arrivals import Arrival
from meetings.door_reads import means_of
from meetings.models import Attendance
from proposals.forms.fields import OneLineField

Means = Attendance.Means
LONGEST_WAIT = 3 * 24 * 3600  # seconds that a device may have kept what it could not send
LONGEST_PHONE = 25


class RowForm(forms.Form):
    """Name, organisation, L/P: a row that was written by hand."""

    name = OneLineField(
        label=_("Nama"),
        max_length=120,
        error_messages={"required": _("Tuliskan nama orang yang hadir.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "words"}),
    )
    organization_name = OneLineField(
        label=_("Instansi atau lembaga"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "instansi"}),
    )
    gender = forms.ChoiceField(
        label=_("L/P"),
        choices=Gender.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih laki-laki atau perempuan.")},
    )

    use_required_attribute = False


class PersonForm(RowForm):
    """With the nonce that a page or a device gave this person."""

    nonce = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def arrival(self, **more) -> Arrival:
        """Of a form that is valid."""
        given = self.cleaned_data
        names = ("name", "organization_name", "gender", "phone", "is_other", "is_online")
        values = {name: given[name] for name in names if name in given}
        return Arrival(**values, nonce=given["nonce"] or uuid.uuid4(), **more)


class WalkInForm(PersonForm):
    """Datang tanpa undangan, or one more of an organisation that was invited."""

    phone = PhoneField(label=_("Nomor HP"), help_text="", required=False)
    is_other = forms.BooleanField(label=_("Orang lain dengan nama sama"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["is_other"].widget = forms.HiddenInput()
        self.helper = bare_helper(
            Div("name", "organization_name", css_class="field-row"),
            Div(InlineChoices("gender"), "phone", css_class="field-row"),
            "is_other",
            "nonce",
        )

    def offer_other(self) -> None:
        """After a refusal for the sake of the name: the box by which it is entered all the same."""
        self.fields["is_other"].widget = forms.CheckboxInput()


class DelegateForm(forms.Form):
    """One tap: "Hadir" (`wakil`), or "Orang lain dengan nama sama" (`lain`)."""

    wakil = forms.ModelChoiceField(queryset=Delegate.objects.none(), required=False)
    lain = forms.ModelChoiceField(queryset=Delegate.objects.none(), required=False)
    nonce = forms.UUIDField(required=False)
    q = forms.CharField(required=False, max_length=200)

    def __init__(self, *args, forum: Forum, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Delegate.objects.filter(participant__forum=forum).select_related("participant__organization")
        self.fields["wakil"].queryset = self.fields["lain"].queryset = rows

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("wakil") or cleaned.get("lain")):
            raise forms.ValidationError(_("Pilih orang yang hadir."))
        return cleaned

    @property
    def delegate(self) -> Delegate:
        return self.cleaned_data["wakil"] or self.cleaned_data["lain"]

    @property
    def arrival(self) -> Arrival:
        given = self.cleaned_data
        means = means_of(self.delegate.participant, given["q"])
        nonce = given["nonce"] or uuid.uuid4()
        return Arrival(delegate=self.delegate, means=means, is_other=bool(given["lain"]), nonce=nonce)


class QueuedForm(PersonForm):
    """One entry of a device's queue. `waited`: seconds since the tap, so that a wrong clock does no harm."""

    nonce = forms.UUIDField()
    delegate = forms.ModelChoiceField(queryset=Delegate.objects.none(), required=False)
    phone = OneLineField(
        required=False
    )  # what is no number is kept as it was written: nobody can be asked now
    means = forms.ChoiceField(choices=Means.choices, required=False)
    waited = forms.IntegerField(required=False, min_value=0)
    is_other = forms.BooleanField(required=False)

    def __init__(self, *args, forum: Forum, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Delegate.objects.filter(participant__forum=forum)
        self.fields["delegate"].queryset = rows.select_related("participant__organization")
        if self.data.get("delegate"):
            self.fields["name"].required = self.fields["gender"].required = False

    @property
    def as_arrival(self) -> Arrival:
        given = self.cleaned_data
        given["phone"] = national_number(given["phone"]) or given["phone"][:LONGEST_PHONE]
        waited = min(given["waited"] or 0, LONGEST_WAIT)
        is_named = given["delegate"] is not None
        means = given["means"] if given["means"] in (Means.QR, Means.NAME) and is_named else Means.NAME
        return self.arrival(
            delegate=given["delegate"],
            means=means if is_named else Means.WALK_IN,
            came_at=timezone.now() - datetime.timedelta(seconds=waited),
        )


class TicksForm(forms.Form):
    """Those of a list who came. `batch` makes the nonces, so that the same list sent twice enters nobody twice."""

    wakil = forms.ModelMultipleChoiceField(queryset=Delegate.objects.none(), required=False)
    batch = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    def __init__(self, *args, delegates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["wakil"].queryset = delegates.select_related("participant__organization")

    @property
    def ticked(self) -> set[str]:
        """The keys that were ticked, as they were sent."""
        return set(self.data.getlist("wakil")) if self.is_bound else set()

    def arrivals(self, rows, **more) -> list[Arrival]:
        """Of those ticked, and of the `rows` (a formset) that were filled in by hand."""
        batch = self.cleaned_data["batch"] or uuid.uuid4()
        named = [
            Arrival(delegate=one, nonce=uuid.uuid5(batch, f"wakil {one.pk}"), **more)
            for one in self.cleaned_data["wakil"]
        ]
        written = [
            Arrival(**row.cleaned_data, nonce=uuid.uuid5(batch, f"baris {place}"), **more)
            for place, row in enumerate(rows)
            if row.cleaned_data
        ]
        return named + written


Rows = forms.formset_factory(RowForm, extra=3, max_num=30)
SheetRows = forms.formset_factory(RowForm, extra=10, max_num=60)
