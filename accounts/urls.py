"""Addresses of accounts: sign in, sign up, security. allauth's views under Indonesian addresses."""

from collections.abc import Callable
from functools import wraps

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn

from accounts import views
from accounts.passkeys import views as passkeys
from accounts.password_reset import begins_reset, continues_reset
from accounts.quotas import daily
from core.pages import ACTION, FORM, SIGNED_IN, page


def ours(view: Callable) -> Callable:
    """allauth puts its own `site` before the templates; ours (renja_portal.context) must stay."""

    @wraps(view)
    def shown(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if getattr(response, "context_data", None):
            response.context_data.pop("site", None)
        return response

    return shown


set_password = reauthentication_required(account.password_set, app="allauth.account")
ask_reset = ours(begins_reset(account.password_reset))
confirm_reset = ours(continues_reset(account.confirm_password_reset_code))
complete_reset = ours(continues_reset(account.complete_password_reset))

urlpatterns = [
    page("akun/masuk/", ours(passkeys.sign_in), "account_login", methods=FORM),
    page("akun/keluar/", account.logout, "account_logout", methods=FORM),
    page("akun/daftar/", daily("sign_up")(ours(account.signup)), "account_signup", methods=FORM),
    page("akun/tidak-aktif/", ours(account.account_inactive), "account_inactive"),
    page("akun/kode/", ours(account.request_login_code), "account_request_login_code", methods=FORM),
    page("akun/kode/konfirmasi/", ours(account.confirm_login_code), "account_confirm_login_code", methods=FORM),
    page("akun/undangan/<str:token>/", views.invitation, "account_invitation", methods=FORM),
    page("akun/data-diri/", views.profile, "account_profile", may=SIGNED_IN, methods=FORM),
    page("akun/persetujuan/", views.consent, "account_consent", may=SIGNED_IN, methods=FORM),
    page("akun/sesi/", views.sessions, "account_sessions", may=SIGNED_IN),
    page("akun/sesi/akhiri/", views.session_end, "account_session_end", may=SIGNED_IN, methods=ACTION),
    page("akun/sesi/akhiri-lainnya/", views.sessions_end, "account_sessions_end", may=SIGNED_IN, methods=ACTION),
    page("akun/surel/", account.email, "account_email", may=SIGNED_IN, methods=FORM),
    page("akun/surel/konfirmasi/", ours(account.email_verification_sent), "account_email_verification_sent", methods=FORM),
    page("akun/kata-sandi/ubah/", account.password_change, "account_change_password", may=SIGNED_IN, methods=FORM),
    page("akun/kata-sandi/buat/", set_password, "account_set_password", may=SIGNED_IN, methods=FORM),
    page("akun/kata-sandi/lupa/", ask_reset, "account_reset_password", methods=FORM),
    page("akun/kata-sandi/lupa/kode/", confirm_reset, "account_confirm_password_reset_code", methods=FORM),
    page("akun/kata-sandi/lupa/baru/", complete_reset, "account_complete_password_reset", methods=FORM),
    page("akun/kata-sandi/lupa/selesai/", ours(account.password_reset_from_key_done), "account_password_reset_completed"),
    page("akun/konfirmasi-ulang/", account.reauthenticate, "account_reauthenticate", may=SIGNED_IN, methods=FORM),
    page("akun/konfirmasi-ulang/kode/", views.confirm_by_code, "account_confirm_by_code", may=SIGNED_IN, methods=FORM),
    page("akun/keamanan/", views.security, "mfa_index", may=SIGNED_IN),
    page("akun/keamanan/petugas/", views.second_factor, "account_second_factor", may=SIGNED_IN),
    page("akun/keamanan/periksa/", ours(passkeys.second_step), "mfa_authenticate", methods=FORM),
    page("akun/keamanan/konfirmasi-ulang/", passkeys.confirm_by_code, "mfa_reauthenticate", may=SIGNED_IN, methods=FORM),
    page("akun/keamanan/aplikasi/aktifkan/", views.activate_app, "mfa_activate_totp", may=SIGNED_IN, methods=FORM),
    page("akun/keamanan/aplikasi/matikan/", totp.deactivate_totp, "mfa_deactivate_totp", may=SIGNED_IN, methods=FORM),
    page("akun/masuk/passkey/", passkeys.sign_in_by_passkey, "mfa_login_webauthn", methods=FORM),
    page("akun/keamanan/passkey/", webauthn.list_webauthn, "mfa_list_webauthn", may=SIGNED_IN),
    page("akun/keamanan/passkey/tambah/", passkeys.add_passkey, "mfa_add_webauthn", may=SIGNED_IN, methods=FORM),
    page("akun/keamanan/passkey/periksa/", passkeys.confirm_by_passkey, "mfa_reauthenticate_webauthn", may=SIGNED_IN, methods=FORM),
    page("akun/keamanan/passkey/<int:pk>/nama/", webauthn.edit_webauthn, "mfa_edit_webauthn", may=SIGNED_IN, methods=FORM),
    page("akun/keamanan/passkey/<int:pk>/hapus/", webauthn.remove_webauthn, "mfa_remove_webauthn", may=SIGNED_IN, methods=FORM),
    page("akun/keamanan/kode-cadangan/", views.recovery_codes, "mfa_view_recovery_codes", may=SIGNED_IN),
    page("akun/keamanan/kode-cadangan/buat/", recovery.generate_recovery_codes, "mfa_generate_recovery_codes", may=SIGNED_IN, methods=FORM),
    page("akun/keamanan/kode-cadangan/unduh/", views.download_recovery_codes, "mfa_download_recovery_codes", may=SIGNED_IN),
]  # fmt: skip
