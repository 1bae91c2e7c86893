"""Addresses of sessions, their agenda and scores, of the door, and of what forums agree on."""

from accounts.turns import one_at_a_time
from core.pages import ACTION, FILE, FORM, INVITED, PRESENCE, page
from meetings.views import (
    agenda,
    agreements,
    console,
    deciding,
    door,
    following,
    mode,
    paper,
    presence,
    public,
    scoring,
    scoring_one,
    screen,
    self_presence,
    sittings,
    undiscussed,
)
from proposals import converters  # noqa: F401 (registers <nomor:…>)

app_name = "meetings"
MANAGE = "meetings.manage_agreements"
PREPARE = "meetings.prepare"
SCORE = "meetings.score"
RUN = "meetings.run"
SITTING = "kerja/forum/<int:year>/sidang/<int:pk>/"
SCORED = SITTING + "penilaian/<nomor:number>/"
DOOR = "meetings.keep_door"
MINUTES = "meetings.manage_minutes"
FOLLOW = "meetings.follow_agreements"
AGREEMENT = "kerja/forum/<int:year>/kesepakatan/<int:pk>/"

urlpatterns = [
    page("kerja/forum/<int:year>/kesepakatan/", agreements.agreements, "agreements", may=MANAGE),
    page("kerja/forum/<int:year>/kesepakatan/baru/", agreements.agreement_add, "agreement_add", may=MANAGE, methods=FORM),
    page("kerja/forum/<int:year>/belum-dibahas/", undiscussed.undiscussed, "undiscussed", may=MINUTES, methods=FORM),
    page("kerja/forum/<int:year>/sidang/", sittings.sittings, "sittings", may=PREPARE),
    page("kerja/forum/<int:year>/sidang/siapkan/", sittings.sittings_prepare, "sittings_prepare", may=PREPARE, methods=ACTION),
    page("kerja/forum/<int:year>/sidang/baru/", sittings.sitting_add, "sitting_add", may=PREPARE, methods=FORM),
    page(SITTING + "ubah/", sittings.sitting_edit, "sitting_edit", may=PREPARE, methods=FORM),
    page(SITTING + "hapus/", sittings.sitting_delete, "sitting_delete", may=PREPARE, methods=FORM),
    page(SITTING + "agenda/", agenda.agenda, "agenda", may=PREPARE),
    page(SITTING + "agenda/isi/", agenda.agenda_fill, "agenda_fill", may=PREPARE, methods=ACTION),
    page(SITTING + "agenda/urutkan/", agenda.agenda_sort, "agenda_sort", may=PREPARE, methods=ACTION),
    page(SITTING + "agenda/tambah/<nomor:number>/", agenda.agenda_add, "agenda_add", may=PREPARE, methods=ACTION),
    page(SITTING + "agenda/<int:item>/geser/", agenda.agenda_move, "agenda_move", may=PREPARE, methods=ACTION),
    page(SITTING + "agenda/<int:item>/pindahkan/", agenda.agenda_transfer, "agenda_transfer", may=PREPARE, methods=ACTION),
    page(SITTING + "agenda/<int:item>/keluarkan/", agenda.agenda_remove, "agenda_remove", may=PREPARE, methods=ACTION),
    page("kerja/verifikasi/penilaian/", scoring.scorings, "scorings", may=SCORE),
    page(SITTING + "penilaian/", scoring.sheet, "scoring", may=SCORE, methods=FORM),
    page(SITTING + "penilaian/peringkat/", scoring.ranking, "scoring_ranking", may=SCORE),
    page(SITTING + "penilaian/tutup/", scoring_one.scoring_close, "scoring_close", may=PREPARE, methods=FORM),
    page(SITTING + "penilaian/buka/", scoring_one.scoring_reopen, "scoring_reopen", may=PREPARE, methods=ACTION),
    page(SCORED, scoring_one.one, "scoring_one", may=SCORE, methods=FORM),
    page(SCORED + "nilai/", scoring.cell, "scoring_cell", may=SCORE, methods=ACTION),
    page(SCORED + "benturan/", scoring_one.conflict_declare, "conflict_declare", may=SCORE, methods=FORM),
    page(SCORED + "benturan/tarik/", scoring_one.conflict_withdraw, "conflict_withdraw", may=SCORE, methods=ACTION),
    page("kerja/sidang/", console.sittings_to_run, "run", may=RUN),
    page("kerja/sidang/mode/", mode.mode_begin, "mode_begin", may=RUN, methods=ACTION),
    page("kerja/sidang/mode/akhiri/", mode.mode_end, "mode_end", may=RUN, methods=ACTION),
    page("kerja/sidang/<int:pk>/", console.console, "console", may=RUN),
    page("kerja/sidang/<int:pk>/isi/", console.console_part, "console_part", may=RUN),
    page("kerja/sidang/<int:pk>/mulai/", console.sitting_open, "sitting_open", may=RUN, methods=ACTION),
    page("kerja/sidang/<int:pk>/catatan/", console.sitting_notes, "sitting_notes", may=RUN, methods=ACTION),
    page("kerja/sidang/<int:pk>/tutup/", console.sitting_close, "sitting_close", may=RUN, methods=FORM),
    page("kerja/sidang/<int:pk>/lisan/", deciding.spoken, "spoken", may=RUN, methods=FORM),
    page("kerja/sidang/<int:pk>/kertas/", paper.paper, "paper", may=RUN, methods=FORM),
    page("kerja/sidang/<int:pk>/layar/", screen.screen_link, "screen_link", may=RUN, methods=FORM),
    page("kerja/sidang/<int:pk>/acara/<int:item>/bahas/", console.item_take_up, "item_take_up", may=RUN, methods=ACTION),
    page("kerja/sidang/<int:pk>/acara/<int:item>/catatan/", console.item_notes, "item_notes", may=RUN, methods=ACTION),
    page("kerja/sidang/<int:pk>/acara/<int:item>/hasil/", deciding.item_result, "item_result", may=RUN, methods=ACTION),
    page("kerja/sidang/<int:pk>/acara/<int:item>/batal/", deciding.item_undo, "item_undo", may=RUN, methods=ACTION),
    page("kerja/sidang/<int:pk>/acara/<int:item>/verifikasi/", deciding.item_verify, "item_verify", may=RUN, methods=ACTION),
    page("layar/<str:token>/", screen.screen, "screen"),
    page("layar/<str:token>/isi/", screen.screen_part, "screen_part"),
    page("kerja/forum/<int:year>/pintu/", door.door, "door", may=DOOR, methods=FORM, shows=(INVITED,)),
    page("kerja/forum/<int:year>/pintu/hadir/", door.arrive, "door_arrive", may=DOOR, methods=ACTION),
    page("kerja/forum/<int:year>/pintu/kirim/", door.send, "door_send", may=DOOR, methods=ACTION),
    page("kerja/forum/<int:year>/pintu/undangan/<slug:token>/", door.by_invitation, "door_invitation", may=DOOR, shows=(INVITED,)),
    page("kerja/forum/<int:year>/pintu/peserta/<int:pk>/", door.of_participant, "door_participant", may=DOOR, methods=FORM,
         shows=(INVITED,)),
    page("kerja/forum/<int:year>/pintu/poster/", self_presence.poster, "poster", may=DOOR),
    page("kerja/forum/<int:year>/daftar-hadir/", presence.presence, "presence", may=DOOR, shows=(PRESENCE,)),
    page("kerja/forum/<int:year>/daftar-hadir/lembar/", presence.sheet, "presence_sheet", may=DOOR, methods=FORM, shows=(PRESENCE,)),
    page("kerja/forum/<int:year>/daftar-hadir/daftar-hadir.xlsx", one_at_a_time(presence.excel), "presence_excel", may=DOOR,
         shows=(PRESENCE,)),
    page("kerja/forum/<int:year>/daftar-hadir/<int:pk>/", presence.correct, "presence_correct", may=DOOR, methods=FORM, shows=(PRESENCE,)),
    page("kerja/forum/<int:year>/daftar-hadir/<int:pk>/keluarkan/", presence.take_out, "presence_take_out", may=DOOR, methods=FORM,
         shows=(PRESENCE,)),
    page("hadir/<slug:token>/", self_presence.self_presence, "self_presence", methods=FORM),
    page("hadir/<slug:token>/tercatat/", self_presence.self_presence_done, "self_presence_done"),
    page(AGREEMENT, following.agreement, "agreement", may=FOLLOW),
    page(AGREEMENT + "ubah/", agreements.agreement_edit, "agreement_edit", may=MANAGE, methods=FORM),
    page(AGREEMENT + "hapus/", agreements.agreement_delete, "agreement_delete", may=MANAGE, methods=FORM),
    page(AGREEMENT + "lanjutkan/", agreements.agreement_continue, "agreement_continue", may=MANAGE, methods=ACTION),
    page(AGREEMENT + "keadaan/", following.agreement_state, "agreement_state", may=MANAGE, methods=FORM),
    page(AGREEMENT + "tindak-lanjut/", following.follow_up_add, "follow_up_add", may=FOLLOW, methods=FORM),
    page(AGREEMENT + "bukti/<uuid:key>/", following.evidence, "evidence", may=FOLLOW, shows=(FILE,)),
    page("kerja/kesepakatan/", following.followed, "followed", may=FOLLOW),
    page("forum/<int:year>/kesepakatan/", public.agreements, "public_agreements", kept=True),
]  # fmt: skip
