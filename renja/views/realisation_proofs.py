"""What shows that something was done: taken in, shown to everybody or not, removed, handed out; and the work on a proposal."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.errors import NotAllowed
from core.serving import file_response
from renja.errors import PlanRefused, StaleEdit
from renja.forms.realisation import ProofForm, WorkForm
from renja.models import Fulfilment, Proof, Renja, RenjaLine
from renja.realisation.quarters import begun, shown_first
from renja.services.proofs import add_proof, delete_proof, show_proof
from renja.services.works import change_work
from renja.views.fetching import get_line


def _own_line(request: HttpRequest, year: int, line: int) -> RenjaLine:
    """A line that this person answers for, else 404."""
    found = get_line(request, year, line)
    if not request.user.has_perm("renja.realise", found):
        raise Http404(_("Realisasi baris ini diisi bidang lain."))
    return found


def proof_add(request: HttpRequest, year: int, line: int) -> HttpResponse:
    """Unggah bukti."""
    found = _own_line(request, year, line)
    first = {"quarter": shown_first(year)}
    form = ProofForm(request.POST or None, request.FILES or None, line=found, initial=first)
    if request.method == "POST" and form.is_valid() and _add(request, found, form):
        messages.success(request, _("Bukti disimpan."))
        return redirect("renja:realisation_line", year, line)
    context = {"form": form, "line": found, "year": year, "has_begun": bool(begun(year))}
    return render(request, "renja/realisation_proof.html", context)


def _add(request: HttpRequest, line: RenjaLine, form: ProofForm) -> bool:
    given = dict(form.cleaned_data)
    try:
        add_proof(line, given.pop("file"), actor=request.user, **given)
    except ValidationError as refused:
        form.add_error("file", refused)
    except NotAllowed as refused:
        form.add_error(None, refused.message)
    else:
        return True
    return False


def proof_change(request: HttpRequest, year: int, line: int, key: UUID) -> HttpResponse:
    """Show it to everybody, hide it again, or remove it: as the button says that was pressed."""
    found = _own_line(request, year, line)
    proof = get_object_or_404(Proof.objects.select_related("line__renja__forum"), key=key, line=found)
    wanted = request.POST.get("aksi", "")
    try:
        if wanted == "hapus":
            delete_proof(proof, actor=request.user)
            messages.success(request, _("Bukti “%(name)s” dihapus.") % {"name": proof.original_name})
        elif wanted in ("tampilkan", "sembunyikan"):
            show_proof(proof, actor=request.user, is_public=wanted == "tampilkan")
            messages.success(
                request,
                _("Bukti ditampilkan kepada publik.")
                if wanted == "tampilkan"
                else _("Bukti hanya dibaca pegawai."),
            )
    except PlanRefused as refused:
        messages.error(request, refused.message)
    return redirect("renja:realisation_line", year, line)


def proof(request: HttpRequest, year: int, key: UUID) -> HttpResponseBase:
    """One file: to everybody where that was chosen and nothing of it is withheld, else to the office; clean ones alone."""
    plan = get_object_or_404(Renja.objects.visible_to(request.user), forum__plan_year=year)
    rows = Proof.objects.filter(line__renja=plan)
    if not request.user.has_perm("renja.read_drafts"):
        rows = rows.for_public()
    found = get_object_or_404(rows, key=key)
    if not found.is_clean:
        raise Http404
    return file_response(
        found.file, name=found.original_name, content_type=found.content_type, inline=found.is_picture
    )


def work(request: HttpRequest, year: int, line: int, number: str) -> HttpResponse:
    """Ubah keadaan pekerjaan untuk satu usulan; 409 with how it stands now where somebody was quicker."""
    found = _own_line(request, year, line)
    answer, status = _answer(found, number), 200
    form = WorkForm(request.POST or None, answer=answer)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        told = {name: given[name] for name in ("state", "day", "reason")}
        try:
            change_work(answer, actor=request.user, seen=form.based_on, **told)
        except StaleEdit as stale:
            answer = _answer(found, number)
            form, status = WorkForm.refused(request.POST, answer, stale.message), 409
        except PlanRefused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Keadaan usulan %(number)s disimpan.") % {"number": number})
            return redirect("renja:realisation_line", year, line)
    steps = answer.work.steps.all() if hasattr(answer, "work") else []
    context = {"form": form, "line": found, "year": year, "answer": answer, "steps": steps}
    return render(request, "renja/realisation_work.html", context, status=status)


def _answer(line: RenjaLine, number: str) -> Fulfilment:
    rows = Fulfilment.objects.select_related("proposal", "work", "line__renja__forum")
    found = get_object_or_404(rows, line=line, proposal__number=number)
    if not found.is_in_force:
        raise Http404(_("Usulan ini tidak lagi dijawab oleh baris ini."))
    return found
