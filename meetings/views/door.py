"""The door of a forum: looking for who comes, entering them by one tap, and what a device sends later."""

import json
import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from core.middleware import PERMISSIONS_POLICY
from core.retrying import is_passing
from forums.models import Forum
from forums.sections import sections
from forums.views.manage import managed_forum
from meetings import door as verbs
from meetings import door_reads as reads
from meetings.door import AlreadyHere, DoorRefused
from meetings.forms.door import DelegateForm, QueuedForm, Rows, TicksForm, WalkInForm
from meetings.models import Attendance

MOST_SENT = 50  # entries of one message

CAMERA = PERMISSIONS_POLICY.replace("camera=()", "camera=(self)")


class DoorBusy(Exception):
    """Others were saving for too long. The device keeps what it has not heard of, and sends it again by itself."""


@vary_on_headers("HX-Request")
def door(request: HttpRequest, year: int) -> HttpResponse:
    """Pintu masuk: what is found for the letters typed so far; and somebody who came without an invitation."""
    forum = managed_forum(request, year)
    if request.htmx:
        return render(request, "meetings/door.html#found", _found(request, forum, reads.DoorList(forum)))
    form = WalkInForm(request.POST or None, initial=_of_organization(request, forum))
    if request.method == "POST" and form.is_valid() and _walked_in(request, forum, form):
        return redirect("meetings:door", year)
    listed = reads.DoorList(forum)
    context = _found(request, forum, listed) | {
        "form": form,
        "listed": listed,
        "is_today": forum.held_on == timezone.localdate(),
        "sections": sections(forum, "meetings:door"),
    }
    response = render(request, "meetings/door.html", context)
    response.headers["Permissions-Policy"] = CAMERA
    return response


def _found(request: HttpRequest, forum: Forum, listed: reads.DoorList) -> dict:
    text = request.GET.get("q", "")[:200]
    return {
        "forum": forum,
        "q": text,
        "found": listed.found(text),
        "others": listed.others(text),
        "same_name": _key(request.GET.get("lain", "")),
        "nonce": uuid.uuid4(),
    }


def _of_organization(request: HttpRequest, forum: Forum) -> dict[str, str]:
    """Orang lain dari instansi ini: its name stands in the form already."""
    key = _key(request.GET.get("instansi", ""))
    row = forum.participants.for_listing().filter(pk=key).first() if key else None
    return {"organization_name": row.organization.name} if row else {}


def _key(text: str) -> int:
    """The key that an address names; 0 for whatever else stands there."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _walked_in(request: HttpRequest, forum: Forum, form: WalkInForm) -> bool:
    try:
        row = verbs.admit(forum, form.arrival(means=Attendance.Means.WALK_IN), actor=request.user)
    except DoorRefused as refused:
        form.add_error("name", refused.message)
        if isinstance(refused, AlreadyHere):
            form.offer_other()
        return False
    _welcome(request, row)
    return True


def _welcome(request: HttpRequest, row: Attendance) -> None:
    words = _("%(name)s (%(where)s) tercatat hadir pukul %(at)s.")
    messages.success(request, words % {"name": row.name, "where": row.where, "at": _clock(row)})


def arrive(request: HttpRequest, year: int) -> HttpResponse:
    """Hadir: one tap enters somebody who was named."""
    forum = managed_forum(request, year)
    form = DelegateForm(request.POST, forum=forum)
    query = QueryDict(mutable=True)
    query["q"] = request.POST.get("q", "")[:200]
    if not form.is_valid():
        messages.error(request, _("Orang ini tidak ada lagi dalam daftar yang diundang. Cari sekali lagi."))
    else:
        try:
            _welcome(request, verbs.admit(forum, form.arrival, actor=request.user))
            query["q"] = ""
        except DoorRefused as refused:
            messages.error(request, refused.message)
            query["lain"] = str(form.delegate.pk)
    address = reverse("meetings:door", args=[year])
    return redirect(f"{address}?{query.urlencode()}" if query["q"] else address)


def send(request: HttpRequest, year: int) -> JsonResponse:
    """What a device kept: each entry by itself, with what came of it. Sent twice, it counts once."""
    forum = managed_forum(request, year)
    try:
        entries = _entries(request)
    except (ValueError, KeyError, TypeError, RecursionError):
        return JsonResponse({"rows": []}, status=400)
    forms = [QueuedForm(entry, forum=forum) for entry in entries]
    try:
        rows = [_answer(forum, form, request.user) for form in forms]
    except DoorBusy:
        return JsonResponse({"rows": []}, status=503)
    return JsonResponse({"rows": rows, **reads.here(forum)})


def _entries(request: HttpRequest) -> list[dict]:
    """Raises for whatever is no list of objects with text that can be stored."""
    entries = json.loads(request.body)["rows"][:MOST_SENT]
    json.dumps(entries, ensure_ascii=False).encode()
    if not all(isinstance(entry, dict) for entry in entries):
        raise TypeError
    return entries


def _answer(forum: Forum, form: QueuedForm, user) -> dict[str, object]:
    answer: dict[str, object] = {"nonce": str(form.data.get("nonce", "")), "state": "refused", "other": False}
    if not form.is_valid():
        faults = [str(error) for errors in form.errors.values() for error in errors]
        return answer | {"message": " ".join(faults)}
    arrival = form.as_arrival
    try:
        row = verbs.admit(forum, arrival, actor=user)
    except AlreadyHere as refused:
        is_same = arrival.delegate is not None and arrival.delegate.pk == refused.first.delegate_id
        return answer | {"message": refused.message, "other": not is_same}
    except DoorRefused as refused:
        if is_passing(refused):
            raise DoorBusy from refused
        return answer | {"message": refused.message}
    return answer | {"state": "recorded", "name": row.name, "where": row.where, "at": _clock(row)}


def _clock(row: Attendance) -> str:
    return f"{timezone.localtime(row.came_at):%H.%M}"


def by_invitation(request: HttpRequest, year: int, token: str) -> HttpResponse:
    """What the QR code of an invitation leads to at the door: the organisation that it invited."""
    forum = managed_forum(request, year)
    participant = reads.participant_by_token(forum, token)
    if participant is None:
        messages.error(request, _("Undangan ini tidak dikenal. Cari nama atau instansinya di sini."))
        return redirect("meetings:door", year)
    return of_participant(request, year, participant.pk)


def of_participant(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Those of one organisation: who was named is ticked, others are added."""
    forum = managed_forum(request, year)
    participant = get_object_or_404(forum.participants.for_listing(), pk=pk)
    ticks = TicksForm(request.POST or None, delegates=participant.delegates.all())
    rows = Rows(request.POST or None)
    for row in rows:
        row.fields["organization_name"].widget = row.fields["organization_name"].hidden_widget()
    if request.method == "POST" and ticks.is_valid() and rows.is_valid():
        arrivals = ticks.arrivals(rows, participant=participant, means=Attendance.Means.QR)
        if enter_all(request, forum, arrivals, ticks):
            return redirect("meetings:door", year)
    context = {
        "forum": forum,
        "participant": participant,
        "delegates": participant.delegates.filter(attendance=None),
        "here": participant.attendances.of_forum(forum),
        "form": ticks,
        "rows": rows,
        "sections": sections(forum, "meetings:door"),
    }
    return render(request, "meetings/door_participant.html", context)


def enter_all(request: HttpRequest, forum: Forum, arrivals: list, form: TicksForm) -> bool:
    """Enter a list of people and say what came of it; whether there was anybody to enter."""
    if not arrivals:
        form.add_error(None, _("Centang atau tuliskan paling sedikit satu orang."))
        return False
    try:
        entered = verbs.admit_all(forum, arrivals, actor=request.user)
    except DoorRefused as refused:
        form.add_error(None, refused.message)
        return False
    if entered.count:
        messages.success(request, _("%(n)d orang tercatat hadir.") % {"n": entered.count})
    if entered.already:
        names = ", ".join(f"{row.name} ({row.where})" for row in entered.already)
        messages.warning(request, _("Sudah tercatat sebelumnya: %(names)s.") % {"names": names})
    if not entered.count and not entered.already:
        messages.info(request, _("Daftar ini sudah dicatat sebelumnya; tidak ada yang terhitung dua kali."))
    return True
