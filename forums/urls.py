"""Addresses of forums."""

from accounts.turns import one_at_a_time
from core.pages import ACTION, FORM, INVITED, page
from forums.views import (
    answering,
    calendar,
    ceilings,
    inviting,
    manage,
    participants,
    parts,
    phases,
    programme,
    public,
)

app_name = "forums"
MANAGE = "forums.manage"
PEOPLE = "kerja/forum/<int:year>/peserta/"
INVITING = "kerja/forum/<int:year>/undangan/"

urlpatterns = [
    page("forum/<int:year>/", public.detail, "detail", kept=True),
    page("forum/<int:year>/dokumen/<int:pk>/", public.document, "document"),
    page("kerja/forum/", manage.newest, "newest", may=MANAGE),
    page("kerja/forum/baru/", manage.create, "create", may=MANAGE, methods=FORM),
    page("kerja/forum/<int:year>/", manage.manage, "manage", may=MANAGE),
    page("kerja/forum/<int:year>/tampilkan/", manage.publish, "publish", may=MANAGE, methods=ACTION),
    page("kerja/forum/<int:year>/fakta/", manage.edit, "edit", may=MANAGE, methods=FORM),
    page("kerja/forum/<int:year>/tahapan/", phases.phases, "phases", may=MANAGE, methods=FORM),
    page("kerja/forum/<int:year>/pagu/", ceilings.ceilings, "ceilings", may=MANAGE, methods=FORM),
    page("kerja/forum/<int:year>/pagu/<int:pk>/", ceilings.ceiling, "ceiling", may=MANAGE, methods=FORM),
    page("kerja/forum/<int:year>/pagu/<int:pk>/hapus/", ceilings.ceiling_delete, "ceiling_delete", may=MANAGE, methods=FORM),
    page("kerja/forum/<int:year>/dokumen/", parts.documents, "documents", may=MANAGE, methods=FORM),
    page("kerja/forum/<int:year>/dokumen/<int:pk>/tampilkan/", parts.document_publish, "document_publish", may=MANAGE, methods=ACTION),
    page("kerja/forum/<int:year>/dokumen/<int:pk>/hapus/", parts.document_delete, "document_delete", may=MANAGE, methods=FORM),
    page("forum/<int:year>/kalender.ics", calendar.calendar, "calendar"),
    page("kerja/forum/<int:year>/acara/", programme.programme, "programme", may=MANAGE, methods=FORM),
    page("kerja/forum/<int:year>/acara/baku/", programme.programme_fill, "programme_fill", may=MANAGE, methods=ACTION),
    page("kerja/forum/<int:year>/kriteria/", programme.criteria, "criteria", may=MANAGE, methods=FORM),
    page("kerja/forum/<int:year>/kriteria/baku/", programme.criteria_fill, "criteria_fill", may=MANAGE, methods=ACTION),
    page(PEOPLE, participants.participants, "participants", may=MANAGE, methods=FORM, shows=(INVITED,)),
    page(PEOPLE + "<int:pk>/", participants.participant, "participant", may=MANAGE, methods=FORM, shows=(INVITED,)),
    page(PEOPLE + "<int:pk>/keluarkan/", participants.participant_remove, "participant_remove", may=MANAGE, methods=FORM),
    page(PEOPLE + "unduh/", one_at_a_time(participants.participants_export), "participants_export", may=MANAGE, shows=(INVITED,)),
    page(PEOPLE + "impor/", participants.participants_import, "participants_import", may=MANAGE, methods=FORM),
    page(PEOPLE + "impor/simpan/", participants.participants_take_over, "participants_take_over", may=MANAGE, methods=ACTION),
    page("kerja/forum/undangan/", inviting.newest, "invitations_newest", may=MANAGE),
    page(INVITING, inviting.invitations, "invitations", may=MANAGE, shows=(INVITED,)),
    page(INVITING + "kirim/", inviting.invitations_mail, "invitations_mail", may=MANAGE, methods=ACTION),
    page(INVITING + "ingatkan/", inviting.invitations_remind, "invitations_remind", may=MANAGE, methods=ACTION),
    page(INVITING + "cetak/", inviting.invitations_print, "invitations_print", may=MANAGE, shows=(INVITED,)),
    page(INVITING + "<int:pk>/", inviting.invitation_state, "invitation_state", may=MANAGE, methods=FORM, shows=(INVITED,)),
    page(INVITING + "<int:pk>/surel/", inviting.invitation_mail, "invitation_mail", may=MANAGE, methods=ACTION),
    page(INVITING + "<int:pk>/whatsapp/", inviting.invitation_whatsapp, "invitation_whatsapp", may=MANAGE, methods=ACTION),
    page(INVITING + "<int:pk>/ganti-tautan/", inviting.invitation_renew, "invitation_renew", may=MANAGE, methods=ACTION),
    page(INVITING + "<int:pk>/jawaban/", inviting.invitation_answer, "invitation_answer", may=MANAGE, methods=FORM, shows=(INVITED,)),
    page("undangan/<slug:token>/", answering.invitation, "invitation", methods=FORM, shows=(INVITED,)),
    page("undangan/<slug:token>/surat/", answering.invitation_letter, "invitation_letter"),
]  # fmt: skip
