"""Headers that every response carries (HSTS comes from Django's SecurityMiddleware, the content policy from django-csp)."""

from django.conf import settings
from django.utils.cache import patch_vary_headers

PERMISSIONS_POLICY = ", ".join(
    [
        *(f"{feature}=()" for feature in ("accelerometer", "camera", "display-capture")),
        *(f"{feature}=()" for feature in ("geolocation", "gyroscope", "hid", "magnetometer", "microphone")),
        *(f"{feature}=()" for feature in ("midi", "payment", "serial", "usb", "xr-spatial-tracking")),
        "fullscreen=(self)",
    ]
)


ALWAYS = {
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": settings.X_FRAME_OPTIONS,
}


def security_headers(get_response):
    """What every answer says, also one that the other middleware never saw; no-store for signed-in people.

    Whoever carries a session counts as signed in: that needs no query, and a visitor's own
    draft is as private. Static files never reach the session and keep their long caching.
    """

    def middleware(request):
        response = get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if hasattr(request, "user") and _has_session(request, response):
            response.headers["Cache-Control"] = "private, no-store"
            patch_vary_headers(response, ["Cookie"])
        if _ends_session(response):
            response.headers["Clear-Site-Data"] = '"cache"'
        return response

    return middleware


def _has_session(request, response) -> bool:
    name = settings.SESSION_COOKIE_NAME
    return name in request.COOKIES or name in response.cookies


def _ends_session(response) -> bool:
    cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
    return cookie is not None and cookie["max-age"] == 0
