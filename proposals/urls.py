"""Addresses of proposals. Drafts ask strangers to sign in by themselves, so that what was typed is kept."""

from core.pages import FORM, SIGNED_IN, page
from proposals import converters  # noqa: F401 (registers <nomor:…>)
from proposals.views import files, mine, public, submission

app_name = "proposals"

urlpatterns = [
    page("aspirasi/", public.proposal_list, "list"),
    page("aspirasi/baru/", submission.new_proposal, "new", methods=FORM),
    page("aspirasi/saya/", mine.mine, "mine", may=SIGNED_IN),
    page("aspirasi/draf/<uuid:key>/lampiran/", submission.draft_files, "draft_files", methods=FORM),
    page("aspirasi/draf/<uuid:key>/periksa/", submission.draft_check, "draft_check", methods=FORM),
    page("aspirasi/draf/<uuid:key>/kirim/", submission.submit, "submit", may=SIGNED_IN, methods=FORM),
    page("aspirasi/draf/<uuid:key>/hapus/", submission.delete, "delete", may=SIGNED_IN, methods=FORM),
    page("aspirasi/draf/<uuid:key>/<slug:step>/", submission.draft_page, "draft", methods=FORM),
    page("aspirasi/<nomor:number>/", public.detail, "detail"),
    page("aspirasi/<nomor:number>/terkirim/", submission.submitted, "submitted", may=SIGNED_IN),
    page("aspirasi/<nomor:number>/lengkapi/", submission.complete, "complete", may=SIGNED_IN),
    page("aspirasi/<nomor:number>/tarik/", mine.withdraw, "withdraw", may=SIGNED_IN, methods=FORM),
    page("aspirasi/<nomor:number>/tinjau-ulang/", mine.ask_review, "ask_review", may=SIGNED_IN, methods=FORM),
    page("aspirasi/<nomor:number>/dukung/", mine.support, "support", may=SIGNED_IN, methods=FORM),
    page("aspirasi/<nomor:number>/usulkan-kembali/", mine.carry_over, "carry_over", may=SIGNED_IN, methods=FORM),
    page("lampiran/<uuid:key>/", files.attachment, "attachment"),
]  # fmt: skip
