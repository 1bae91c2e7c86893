"""The papers of a forum."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import NotAllowed
from core.uploads import UploadRefused
from forums import services
from forums.forms.parts import DocumentForm
from forums.models import Forum
from forums.sections import sections
from forums.views.confirm import confirm
from forums.views.manage import managed_forum


def documents(request: HttpRequest, year: int) -> HttpResponse:
    """Dokumen: what is there, and one more."""
    forum = managed_forum(request, year)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _store(request, forum, form):
        messages.success(request, _("Dokumen disimpan."))
        return redirect("forums:documents", year)
    context = {
        "forum": forum,
        "form": form,
        "documents": forum.documents.all(),
        "sections": sections(forum, "forums:documents"),
    }
    return render(request, "forums/documents.html", context)


def _store(request: HttpRequest, forum: Forum, form: DocumentForm) -> bool:
    values = form.cleaned_data
    try:
        services.add_document(
            forum,
            values["file"],
            actor=request.user,
            title=values["title"],
            is_published=values["is_published"],
        )
    except UploadRefused as refused:
        form.add_error("file", refused)
    except NotAllowed as refused:
        form.add_error(None, refused.message)
    else:
        return True
    return False


def document_publish(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Show a paper to the public, or take it back (`sembunyikan`)."""
    found = get_object_or_404(managed_forum(request, year).documents.select_related("forum"), pk=pk)
    is_published = "sembunyikan" not in request.POST
    try:
        services.publish_document(found, actor=request.user, is_published=is_published)
    except NotAllowed as refused:
        messages.error(request, refused.message)
    else:
        done = (
            _("Dokumen ditampilkan kepada publik.")
            if is_published
            else _("Dokumen disembunyikan dari publik.")
        )
        messages.success(request, done)
    return redirect("forums:documents", year)


def document_delete(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Hapus dokumen, after a question."""
    found = get_object_or_404(managed_forum(request, year).documents.select_related("forum"), pk=pk)
    return confirm(
        request,
        lambda: services.delete_document(found, actor=request.user),
        page={
            "title": _("Hapus dokumen ini?"),
            "text": _(
                "Berkasnya hilang dan tidak dapat dikembalikan. Bila hanya belum boleh dibaca publik, sembunyikan saja."
            ),
            "what": found,
            "button": _("Hapus dokumen"),
        },
        done=_("Dokumen dihapus."),
        back=reverse("forums:documents", args=[year]),
    )
