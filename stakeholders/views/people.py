"""Pengaturan → Pengguna dan peran."""

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.second_factor import demand_fresh_proof
from stakeholders import people as verbs
from stakeholders import second_factor
from stakeholders.forms.filters import PeopleFilter
from stakeholders.forms.people import AddMemberForm, RoleForm
from stakeholders.models import FactorRemoval, Membership
from stakeholders.views.frame import act, form_page, list_page

PEOPLE, PERSON = "stakeholders:people", "stakeholders:person"


def people(request: HttpRequest) -> HttpResponse:
    """Who has which role where, and since when."""
    rows = Membership.objects.for_listing()
    return list_page(
        request, PeopleFilter(request.GET), rows, section=PEOPLE, template="stakeholders/people.html"
    )


def person_new(request: HttpRequest) -> HttpResponse:
    """A role for somebody by their e-mail address."""
    form = AddMemberForm(request.POST or None)
    page = {
        "title": _("Tambah pengguna"),
        "lead": _(
            "Satu orang dapat memiliki beberapa peran; tambahkan satu per satu dengan surel yang sama."
        ),
        "button": _("Tambah dan kirim surel"),
    }

    def add() -> Membership:
        demand_fresh_proof(request)
        return verbs.add_member(**form.who, values=form.values, actor=request.user)

    done = _("Peran ditambahkan. Cara masuk sudah dikirim ke surelnya.")
    return form_page(request, form, add, section=PEOPLE, done=done, page=page)


def _found(pk: int) -> Membership:
    return get_object_or_404(Membership.objects.for_listing(), pk=pk)


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One role of one person, and their account."""
    found = _found(pk)
    page = {
        "title": str(found.user),
        "button": _("Simpan peran"),
        "membership": found,
        "has_second_factor": is_mfa_enabled(found.user),
        "removal": FactorRemoval.objects.waiting().filter(user=found.user).first(),
        "can_be_agreed": second_factor.other_admins(found.user, request.user).exists(),
        "template": "stakeholders/person.html",
    }
    form = RoleForm(request.POST or None, instance=_found(pk))

    def save() -> Membership:
        demand_fresh_proof(request)
        return verbs.change_member(found, values=form.values, version=form.based_on, actor=request.user)

    return form_page(request, form, save, section=PEOPLE, done=_("Peran disimpan."), page=page)


def person_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Akhiri peran, from today on."""
    found = _found(pk)
    return act(
        request,
        lambda: verbs.end_membership(found, actor=request.user),
        done=_("Peran %(role)s untuk %(name)s diakhiri.")
        % {"role": found.get_role_display(), "name": found.user},
        back=PEOPLE,
    )


def person_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the account behind a role, or open it again."""
    user = _found(pk).user
    demand_fresh_proof(request)
    is_active = "aktifkan" in request.POST
    return act(
        request,
        lambda: verbs.set_account_active(user, is_active, actor=request.user),
        done=_("Akun diaktifkan kembali.") if is_active else _("Akun dinonaktifkan."),
        back=PERSON,
        args=(pk,),
    )


def factor_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to remove the second factor of somebody who lost phone and recovery codes."""
    done = _("Penghapusan diminta. Admin lain sudah diberi tahu dan harus menyetujuinya.")
    return _about_factor(request, pk, second_factor.ask_factor_removal, done)


def factor_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to what another admin asked for."""
    done = _("Verifikasi dua langkah dihapus. Pemilik akun diberi tahu melalui surel.")
    return _about_factor(request, pk, second_factor.confirm_factor_removal, done)


def factor_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's request back, or refuse that of another admin."""
    return _about_factor(request, pk, second_factor.drop_factor_removal, _("Permintaan penghapusan ditutup."))


def _about_factor(request: HttpRequest, pk: int, verb, done: str) -> HttpResponse:
    user = _found(pk).user
    demand_fresh_proof(request)
    return act(request, lambda: verb(user, actor=request.user), done=done, back=PERSON, args=(pk,))
