"""Tanya sekretariat: asking under a proposal; reading, answering and keeping back at work."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.paging import page_of
from core.versions import attempt
from proposals.asking import (
    answer_due_on,
    answer_question,
    answering_refusal,
    ask_question,
    asking_refusal,
    hide_question,
    wording_refusal,
)
from proposals.forms.questions import AnswerForm, HidingForm, QuestionForm
from proposals.models import Proposal, Question
from proposals.queue import time_left

PAGE_SIZE = 20
DONE = "dijawab"


def ask(request: HttpRequest, number: str) -> HttpResponse:
    """Tanya sekretariat: one question; where it cannot be asked, back with the reason why."""
    rows = Proposal.objects.visible_to(request.user).submitted().select_related("organization")
    proposal = get_object_or_404(rows, number=number)
    if problem := asking_refusal(proposal, request.user):
        messages.error(request, problem)
        return redirect("proposals:detail", proposal.number)
    noticed = wording_refusal(request.POST.get("text", ""), keeps_contacts=False)
    form = QuestionForm(request.POST or None, asks_to_keep=bool(noticed))
    if request.method == "POST" and form.is_valid():
        text, keeps = form.cleaned_data["text"], form.cleaned_data["keeps"]
        if attempt(form, lambda: ask_question(proposal, actor=request.user, text=text, keeps_contacts=keeps)):
            messages.success(request, _("Pertanyaan Anda sudah dikirim. Jawabannya kami kabarkan."))
            return redirect("proposals:detail", proposal.number)
    return render(request, "proposals/question_ask.html", {"proposal": proposal, "form": form})


def questions(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the oldest first; or what was answered, the newest first, to mend it."""
    done, rows = request.GET.get("daftar") == DONE, Question.objects.answerable_by(request.user)
    rows = (
        rows.filter(state=Question.State.ANSWERED).order_by("-answered_at", "-pk") if done else rows.waiting()
    )
    page = page_of(rows, request.GET.get("page"), PAGE_SIZE, whole=Question.objects.for_work_list())
    context = {"page": page, "rows": [_row(one) for one in page], "tabs": _tabs(done), "is_done": done}
    return render(request, "proposals/staff_questions.html", context)


def _row(found: Question) -> tuple:
    """With its deadline and its clock, while it waits."""
    due = answer_due_on(found)
    return (found, due, time_left(due)) if found.is_waiting else (found, None, None)


def _tabs(done: bool) -> list[dict]:
    url = reverse("proposals:questions")
    return [
        {"label": _("Menunggu jawaban"), "url": url, "current": not done},
        {"label": _("Sudah dijawab"), "url": f"{url}?daftar={DONE}", "current": done},
    ]


def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One question: answer it, mend its answer, or keep it from the public."""
    rows = Question.objects.filter(proposal__in=Proposal.objects.submitted())
    found = get_object_or_404(rows.select_related("proposal__forum", "proposal__unit"), pk=pk)
    hides, sent = "sembunyikan" in request.POST, request.POST or None
    answer = AnswerForm(None if hides else sent, instance=found)
    hiding = HidingForm(sent if hides else None, instance=found, auto_id="hide_%s")
    form = hiding if hides else answer
    if sent and form.is_valid() and _is_done(form, pk, request.user, hides=hides):
        done = _("Pertanyaan tidak ditampilkan; penanyanya dikabari.") if hides else _("Jawaban diumumkan.")
        messages.success(request, done)
        return redirect("proposals:questions")
    found.refresh_from_db()  # forms wrote on it what was typed
    context = {"question": found, "form": form, "answer": answer, "hiding": hiding}
    context |= _standing(found, request.user)
    return render(request, "proposals/staff_question.html", context, status=409 if form.conflict else 200)


def _standing(found: Question, user) -> dict:
    """What hinders this person, until when it is answered, and what its answer said before."""
    due = answer_due_on(found)
    clock = time_left(due) if found.is_waiting else None
    former = found.former_answers.all()
    return {"problem": answering_refusal(found, user), "due": due, "clock": clock, "former": former}


def _is_done(form, pk: int, actor, *, hides: bool) -> bool:
    """Take the one verb that was asked for; the form says why where it could not be taken."""
    asked, seen = Question(pk=pk), form.based_on
    if hides:
        chosen = form.cleaned_data["hiding"]
        return attempt(form, lambda: hide_question(asked, actor=actor, hiding=chosen, seen=seen))
    text = form.values["answer"]
    return attempt(form, lambda: answer_question(asked, actor=actor, answer=text, seen=seen))
