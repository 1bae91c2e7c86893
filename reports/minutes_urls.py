"""Addresses of berita acara, notulen, signing, evidence and verification; part of `reports.urls`."""

from accounts.quotas import daily
from accounts.rates import limited
from core.pages import ACTION, FILE, FORM, page
from meetings.minutes_writing import MANAGE, READ, SIGN
from reports import converters  # noqa: F401 (registers <naskah:…>, <kode:…>)
from reports.views import verification
from reports.views.minutes import asking, by_link, evidence, listing, reading, signing, writing

NASKAH = "kerja/forum/<int:year>/<naskah:kind>"

urlpatterns = [
    page("verifikasi/", daily("compare")(verification.verify_home), "verify_home", methods=FORM),
    page("verifikasi/<kode:code>/", daily("compare")(verification.verify), "verify", methods=FORM),
    page("forum/<int:year>/berita-acara.pdf", limited(reading.minutes_public), "minutes_public"),
    page("kerja/forum/<int:year>/berita-acara/", reading.berita_acara, "berita_acara", may=READ),
    page("kerja/forum/<int:year>/notulen/", reading.notulen, "notulen", may=READ),
    page(f"{NASKAH}/data/", writing.facts, "minutes_facts", may=MANAGE, methods=FORM),
    page(f"{NASKAH}/bagian/<slug:slug>/", writing.part, "minutes_part", may=MANAGE, methods=FORM),
    page(f"{NASKAH}/bagian/<slug:slug>/dari-data/", writing.part_reset, "minutes_part_reset", may=MANAGE, methods=ACTION),
    page(f"{NASKAH}/tanggapan/", writing.remarks, "minutes_remarks", may=READ, methods=FORM),
    page(f"{NASKAH}/tanggapan/minta/", asking.remarks_ask, "minutes_remarks_ask", may=MANAGE, methods=FORM),
    page(f"{NASKAH}/tanggapan/<int:pk>/", writing.remark_answer, "minutes_remark", may=MANAGE, methods=FORM),
    page(f"{NASKAH}/final/", writing.final, "minutes_final", may=MANAGE, methods=FORM),
    page(f"{NASKAH}/ganti/", writing.replace, "minutes_replace", may=MANAGE, methods=FORM),
    page(f"{NASKAH}/cetak/<slug:what>/", reading.minutes_print, "minutes_print", may=READ, methods=ACTION),
    page(f"{NASKAH}/pekerjaan/<uuid:job>/", reading.minutes_job, "minutes_job", may=READ),
    page(f"{NASKAH}/naskah.docx", reading.minutes_word, "minutes_word", may=READ),
    page(f"{NASKAH}/penanda-tangan/", signing.signers, "minutes_signers", may=MANAGE),
    page(f"{NASKAH}/penanda-tangan/pakai/", signing.signers_keep, "minutes_signers_keep", may=MANAGE, methods=ACTION),
    page(f"{NASKAH}/penanda-tangan/baru/", signing.signer_add, "minutes_signer_add", may=MANAGE, methods=FORM),
    page(f"{NASKAH}/penanda-tangan/<int:pk>/", signing.signer, "minutes_signer", may=MANAGE, methods=FORM),
    page(f"{NASKAH}/penanda-tangan/<int:pk>/hapus/", signing.signer_delete, "minutes_signer_delete", may=MANAGE, methods=FORM),
    page(f"{NASKAH}/tanda-tangan/", signing.signing, "minutes_signing", may=SIGN),
    page(f"{NASKAH}/tanda-tangan/<int:pk>/", signing.sign, "minutes_sign", may=SIGN, methods=FORM),
    page(f"{NASKAH}/tanda-tangan/<int:pk>/cara/", signing.signer_means, "minutes_signer_means", may=SIGN, methods=ACTION),
    page(f"{NASKAH}/pindaian/", signing.scan, "minutes_scan", may=SIGN, methods=FORM),
    page("undangan/<slug:token>/berita-acara/", by_link.berita_acara_by_link, "berita_acara_by_link", methods=FORM),
    page("undangan/<slug:token>/notulen/", by_link.notulen_by_link, "notulen_by_link", methods=FORM),
    page("kerja/naskah/", listing.records, "records", may=READ),
    page("kerja/naskah/<uuid:key>/", reading.minutes_file, "minutes_file", may=READ, shows=(FILE,)),
    page("kerja/forum/<int:year>/bukti/", evidence.evidence, "evidence", may=MANAGE, methods=FORM),
    page("kerja/forum/<int:year>/bukti/<int:pk>/", evidence.evidence_file, "evidence_file", may=MANAGE, shows=(FILE,)),
    page("kerja/forum/<int:year>/bukti/<int:pk>/hapus/", evidence.evidence_delete, "evidence_delete", may=MANAGE, methods=FORM),
    page("kerja/forum/<int:year>/bukti.zip", evidence.evidence_zip, "evidence_zip", may=MANAGE, shows=(FILE,)),
]  # fmt: skip
