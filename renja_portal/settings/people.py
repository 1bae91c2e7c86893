"""Accounts, how people sign in, and the letters that reach them."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy

from renja_portal.settings.installation import DEMO, env, public
from renja_portal.settings.strength import checked_password

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# Words that everybody would try first here, such as the city's name; in small letters.
PASSWORD_WORDS = env.list(
    "PASSWORD_WORDS",
    default=[
        "renja",
        "musrenbang",
        "forum",
        "dinas",
        "diskominfo",
        "kominfo",
        "balikpapan",
        "katasandi",
        "password",
    ],
)
# A file of SHA-1 sums of breached passwords, in order, asked on this machine alone (accounts/breached.py).
BREACHED_PASSWORDS = env.str("BREACHED_PASSWORDS", default="")
if BREACHED_PASSWORDS and not Path(BREACHED_PASSWORDS).is_file():
    raise ImproperlyConfigured(f"BREACHED_PASSWORDS must be a file, or empty; it is {BREACHED_PASSWORDS!r}.")
# For a city that must follow a rule which wants it; both make passwords no better (docs/security.md).
PASSWORD_COMPOSITION = env.bool("PASSWORD_COMPOSITION", default=False)
PASSWORD_MAX_DAYS = env.int("PASSWORD_MAX_DAYS", default=0)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LengthValidator"},
    {"NAME": "accounts.passwords.CompositionValidator"},
    {"NAME": "accounts.passwords.ContextWordsValidator", "OPTIONS": {"words": PASSWORD_WORDS}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "accounts.breached.BreachedValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = public.scheme
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "signup": "stakeholders.forms.signup.SignupForm",
    "request_login_code": "accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "accounts.forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "accounts.forms.ConfirmEmailCodeForm",
    "add_email": "accounts.forms.ChangeEmailForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "confirm_password_reset_code": "accounts.forms.ConfirmPasswordResetCodeForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8}
MFA_ADAPTER = "accounts.mfa.MFAAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.AuthenticateForm",
    "reauthenticate": "accounts.forms.ReauthenticateByFactorForm",
    "activate_totp": "accounts.forms.ActivateAppForm",
    "add_webauthn": "accounts.passkeys.forms.AddPasskeyForm",
    "authenticate_webauthn": "accounts.passkeys.forms.PasskeySecondForm",
    "login_webauthn": "accounts.passkeys.forms.PasskeySignInForm",
    "reauthenticate_webauthn": "accounts.passkeys.forms.PasskeyConfirmForm",
    "edit_webauthn": "accounts.passkeys.forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Forum Perangkat Daerah"
# Staff pages demand a second factor, except where nothing real is kept.
SECOND_FACTOR_REQUIRED = not DEMO

vars().update(env.email_url("EMAIL_URL", default="smtp://127.0.0.1:25"))
checked_password(
    "EMAIL_URL", vars().get("EMAIL_HOST_PASSWORD") or "", beside=(vars().get("EMAIL_HOST_USER") or "",)
)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"noreply@{public.hostname}")
# Where the end of the record is sent once a day besides the admins, such as a mailbox of the archive (renja_portal/upkeep/anchoring.py).
AUDIT_ANCHOR_TO = env.list("AUDIT_ANCHOR_TO", default=[])
if DEMO:
    EMAIL_BACKEND = "demo.mail.EmailBackend"
