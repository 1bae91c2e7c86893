"""What the pages of the plan begin with: the rows that this person may see, else 404."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from forums.models import Forum
from proposals.models import Proposal
from renja.coverage import accepted_proposals
from renja.models import Renja, RenjaLine

NEVER_SEEN = -1


def get_forum(request: HttpRequest, year: int) -> Forum:
    return get_object_or_404(Forum.objects.visible_to(request.user), plan_year=year)


def get_plan(request: HttpRequest, year: int) -> Renja:
    return get_object_or_404(Renja.objects.visible_to(request.user), forum__plan_year=year)


def get_line(request: HttpRequest, year: int, line: int) -> RenjaLine:
    return get_object_or_404(RenjaLine.objects.for_editing(), pk=line, renja=get_plan(request, year))


def get_proposal(renja: Renja, number: str) -> Proposal:
    """An accepted proposal of the plan's forum, with what it is answered by."""
    if "\x00" in number:  # from the query string; the database holds no such character
        raise Http404
    return get_object_or_404(accepted_proposals(renja.forum), number=number)


def asked_line(renja: Renja, value: str | None) -> RenjaLine | None:
    """The line that the address names (`?baris=12`), where the plan has it."""
    if not (value or "").isascii() or not (value or "").isdigit() or len(value) > 18:
        return None
    return RenjaLine.objects.for_editing().filter(renja=renja, pk=int(value)).first()


def seen_version(request: HttpRequest) -> int:
    """The version that the form was filled in upon; a number that no row has where it was tampered with."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else NEVER_SEEN
