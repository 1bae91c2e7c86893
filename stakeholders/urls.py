"""Addresses of the host's settings, of its logo, and of belonging to organisations."""

from accounts.quotas import daily
from core.pages import ACCOUNT, ACTION, FORM, SIGNED_IN, page
from stakeholders.delegating import DELEGATE
from stakeholders.joining import ANSWER
from stakeholders.services import PEOPLE, SETTINGS
from stakeholders.views import delegations, host, joining, offices, people, rows

app_name = "stakeholders"
urlpatterns = [
    page("logo/", host.logo, "logo"),
    page("akun/lembaga/", daily("write")(joining.mine), "mine", may=SIGNED_IN, methods=FORM),
    page("akun/lembaga/cari/", joining.find, "find"),
    page("akun/lembaga/<int:pk>/batal/", joining.withdraw, "request_withdraw", may=SIGNED_IN, methods=ACTION),
    page("kerja/keanggotaan/", joining.requests, "requests", may=ANSWER),
    page("kerja/keanggotaan/<int:pk>/", joining.request_page, "request", may=ANSWER, methods=FORM, shows=(ACCOUNT,)),
    page("kerja/pengaturan/instansi/", host.host, "host", may=SETTINGS, methods=FORM),
    page("kerja/pengaturan/bidang/", rows.units, "units", may=SETTINGS),
    page("kerja/pengaturan/bidang/baru/", rows.unit_new, "unit_new", may=SETTINGS, methods=FORM),
    page("kerja/pengaturan/bidang/<int:pk>/", rows.unit, "unit", may=SETTINGS, methods=FORM),
    page("kerja/pengaturan/pejabat/", offices.officials, "officials", may=SETTINGS),
    page("kerja/pengaturan/pejabat/baru/", offices.official_new, "official_new", may=SETTINGS, methods=FORM),
    page("kerja/pengaturan/pejabat/<int:pk>/", offices.official, "official", may=SETTINGS, methods=FORM),
    page("kerja/pengaturan/pejabat/<int:pk>/akhiri/", offices.official_end, "official_end", may=SETTINGS, methods=ACTION),
    page("kerja/pengesahan/pendelegasian/", delegations.delegations, "delegations", may=DELEGATE, methods=FORM),
    page("kerja/pengesahan/pendelegasian/<int:pk>/cabut/", delegations.revoke, "delegation_revoke", may=DELEGATE, methods=ACTION),
    page("kerja/pengesahan/pendelegasian/<int:pk>/berkas/", delegations.approval, "delegation_file", may=DELEGATE),
    page("kerja/pengaturan/pengguna/", people.people, "people", may=PEOPLE, shows=(ACCOUNT,)),
    page("kerja/pengaturan/pengguna/tambah/", people.person_new, "person_new", may=PEOPLE, methods=FORM),
    page("kerja/pengaturan/pengguna/<int:pk>/", people.person, "person", may=PEOPLE, methods=FORM, shows=(ACCOUNT,)),
    page("kerja/pengaturan/pengguna/<int:pk>/akhiri/", people.person_end, "person_end", may=PEOPLE, methods=ACTION),
    page("kerja/pengaturan/pengguna/<int:pk>/akun/", people.person_account, "person_account", may=PEOPLE, methods=ACTION),
    page("kerja/pengaturan/pengguna/<int:pk>/dua-langkah/", people.factor_ask, "factor_ask", may=PEOPLE, methods=ACTION),
    page("kerja/pengaturan/pengguna/<int:pk>/dua-langkah/setujui/", people.factor_confirm, "factor_confirm", may=PEOPLE, methods=ACTION),
    page("kerja/pengaturan/pengguna/<int:pk>/dua-langkah/batal/", people.factor_drop, "factor_drop", may=PEOPLE, methods=ACTION),
    page("kerja/pengaturan/peserta/", rows.organizations, "organizations", may=PEOPLE),
    page("kerja/pengaturan/peserta/baru/", rows.organization_new, "organization_new", may=PEOPLE, methods=FORM),
    page("kerja/pengaturan/peserta/<int:pk>/", rows.organization, "organization", may=PEOPLE, methods=FORM),
    page("kerja/pengaturan/peserta/<int:pk>/status/", rows.organization_status, "organization_status", may=PEOPLE, methods=ACTION),
]  # fmt: skip
