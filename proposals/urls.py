"""Addresses of proposals."""

from django.urls import path

from proposals import converters  # noqa: F401 (registers <nomor:…>)
from proposals.views import files, mine, public, submission

app_name = "proposals"

urlpatterns = [
    path("aspirasi/", public.proposal_list, name="list"),
    path("aspirasi/baru/", submission.new_proposal, name="new"),
    path("aspirasi/saya/", mine.mine, name="mine"),
    path("aspirasi/draf/<uuid:key>/lampiran/", submission.draft_files, name="draft_files"),
    path("aspirasi/draf/<uuid:key>/periksa/", submission.draft_check, name="draft_check"),
    path("aspirasi/draf/<uuid:key>/kirim/", submission.submit, name="submit"),
    path("aspirasi/draf/<uuid:key>/hapus/", submission.delete, name="delete"),
    path("aspirasi/draf/<uuid:key>/<slug:step>/", submission.draft_page, name="draft"),
    path("aspirasi/<nomor:number>/", public.detail, name="detail"),
    path("aspirasi/<nomor:number>/terkirim/", submission.submitted, name="submitted"),
    path("aspirasi/<nomor:number>/lengkapi/", submission.complete, name="complete"),
    path("aspirasi/<nomor:number>/tarik/", mine.withdraw, name="withdraw"),
    path("aspirasi/<nomor:number>/tinjau-ulang/", mine.ask_review, name="ask_review"),
    path("aspirasi/<nomor:number>/dukung/", mine.support, name="support"),
    path("aspirasi/<nomor:number>/usulkan-kembali/", mine.carry_over, name="carry_over"),
    path("lampiran/<uuid:key>/", files.attachment, name="attachment"),
]
