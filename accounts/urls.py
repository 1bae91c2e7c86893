"""Addresses of accounts: sign in, sign up, security. allauth's views under Indonesian addresses."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp

from core.pages import FORM, SIGNED_IN, page

urlpatterns = [
    page("akun/masuk/", account.login, "account_login", methods=FORM),
    page("akun/keluar/", account.logout, "account_logout", methods=FORM),
    page("akun/daftar/", account.signup, "account_signup", methods=FORM),
    page("akun/tidak-aktif/", account.account_inactive, "account_inactive"),
    page("akun/kode/", account.request_login_code, "account_request_login_code", methods=FORM),
    page("akun/kode/konfirmasi/", account.confirm_login_code, "account_confirm_login_code", methods=FORM),
    page("akun/surel/", account.email, "account_email", may=SIGNED_IN, methods=FORM),
    page("akun/surel/konfirmasi/", account.email_verification_sent, "account_email_verification_sent", methods=FORM),
    page("akun/kata-sandi/ubah/", account.password_change, "account_change_password", may=SIGNED_IN, methods=FORM),
    page("akun/kata-sandi/buat/", account.password_set, "account_set_password", may=SIGNED_IN, methods=FORM),
    page("akun/kata-sandi/lupa/", account.password_reset, "account_reset_password", methods=FORM),
    page("akun/kata-sandi/lupa/terkirim/", account.password_reset_done, "account_reset_password_done"),
    page("akun/konfirmasi-ulang/", account.reauthenticate, "account_reauthenticate", may=SIGNED_IN, methods=FORM),
    page("akun/keamanan/", mfa.index, "mfa_index", may=SIGNED_IN),
    page("akun/keamanan/periksa/", mfa.authenticate, "mfa_authenticate", methods=FORM),
    page("akun/keamanan/konfirmasi-ulang/", mfa.reauthenticate, "mfa_reauthenticate", may=SIGNED_IN, methods=FORM),
    page("akun/keamanan/aplikasi/aktifkan/", totp.activate_totp, "mfa_activate_totp", may=SIGNED_IN, methods=FORM),
    page("akun/keamanan/aplikasi/matikan/", totp.deactivate_totp, "mfa_deactivate_totp", may=SIGNED_IN, methods=FORM),
    page("akun/keamanan/kode-cadangan/", recovery.view_recovery_codes, "mfa_view_recovery_codes", may=SIGNED_IN),
    page("akun/keamanan/kode-cadangan/buat/", recovery.generate_recovery_codes, "mfa_generate_recovery_codes", may=SIGNED_IN, methods=FORM),
    page("akun/keamanan/kode-cadangan/unduh/", recovery.download_recovery_codes, "mfa_download_recovery_codes", may=SIGNED_IN),
]  # fmt: skip
