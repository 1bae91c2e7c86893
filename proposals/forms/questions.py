"""Asking, answering, keeping back, and saying whether an answer helped."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from core.versions import VersionedForm
from proposals.models import Feedback, Question


def _helper(*fields: str) -> FormHelper:
    helper = FormHelper()
    helper.form_tag, helper.disable_csrf = False, True
    helper.layout = Layout(*fields)
    return helper


class QuestionForm(forms.ModelForm):
    """One question in plain words; `keeps` is asked for once a telephone number or a mail address was noticed."""

    keeps = forms.BooleanField(
        label=_("Tetap kirim; nomor telepon atau surel itu boleh dibaca publik"), required=False
    )

    class Meta:
        model = Question
        fields = ["text"]
        labels = {"text": _("Apa yang ingin Anda tanyakan?")}
        help_texts = {
            "text": _("Paling banyak 1.000 huruf. Jangan menulis NIK, nomor telepon, atau alamat rumah.")
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 5, "maxlength": 1000})}
        error_messages = {
            "text": {
                "required": _("Tulis pertanyaan Anda."),
                "max_length": _("Pertanyaan terlalu panjang; ringkas menjadi paling banyak 1.000 huruf."),
            }
        }

    def __init__(self, *args, asks_to_keep: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_to_keep:
            self.fields["keeps"].widget = forms.HiddenInput()
        self.helper = _helper("text", "keeps")


class AnswerForm(VersionedForm):
    """The official answer; lines are kept as they are typed."""

    class Meta:
        model = Question
        fields = ["answer"]
        help_texts = {
            "answer": _("Dibaca publik di bawah pertanyaannya, atas nama kantor Anda, tanpa nama Anda.")
        }
        widgets = {"answer": forms.Textarea(attrs={"rows": 7})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True
        self.fields["answer"].error_messages["required"] = _("Tulis jawabannya.")
        self.helper = _helper("answer", "version")


class HidingForm(VersionedForm):
    class Meta:
        model = Question
        fields = ["hiding"]
        widgets = {"hiding": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["hiding"]
        field.required, field.choices = True, Question.Hiding.choices
        field.help_text = _("Penanya diberi tahu alasan ini dengan ramah.")
        field.error_messages["required"] = _("Pilih alasan mengapa pertanyaan ini tidak ditampilkan.")
        self.helper = _helper("hiding", "version")


class FeedbackForm(forms.ModelForm):
    """Ya or tidak, and one line."""

    helped = forms.TypedChoiceField(
        label=_("Apakah tanggapan ini membantu?"),
        choices=[("ya", _("Ya")), ("tidak", _("Tidak"))],
        coerce=lambda value: value == "ya",
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih “Ya” atau “Tidak”.")},
    )

    class Meta:
        model = Feedback
        fields = ["line"]
        labels = {"line": _("Yang ingin Anda sampaikan tentang tanggapan ini")}
        help_texts = {"line": _("Satu kalimat; hanya dibaca petugas.")}
        error_messages = {"line": {"max_length": _("Ringkas menjadi paling banyak 300 huruf.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["helped"] = "ya" if self.instance.helped else "tidak"
        self.helper = _helper("helped", "line")
