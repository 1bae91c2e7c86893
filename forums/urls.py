"""Addresses of forums."""

from core.pages import ACTION, FORM, page
from forums.views import calendar, ceilings, manage, parts, phases, programme, public

app_name = "forums"
MANAGE = "forums.manage"

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
    page("kerja/forum/<int:year>/peserta/", parts.participants, "participants", may=MANAGE, methods=FORM),
    page("kerja/forum/<int:year>/peserta/<int:pk>/keluarkan/", parts.participant_remove, "participant_remove", may=MANAGE, methods=ACTION),
    page("forum/<int:year>/kalender.ics", calendar.calendar, "calendar"),
    page("kerja/forum/<int:year>/acara/", programme.programme, "programme", may=MANAGE, methods=FORM),
    page("kerja/forum/<int:year>/acara/baku/", programme.programme_fill, "programme_fill", may=MANAGE, methods=ACTION),
    page("kerja/forum/<int:year>/kriteria/", programme.criteria, "criteria", may=MANAGE, methods=FORM),
    page("kerja/forum/<int:year>/kriteria/baku/", programme.criteria_fill, "criteria_fill", may=MANAGE, methods=ACTION),
]  # fmt: skip
