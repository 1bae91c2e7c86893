"""All addresses of the portal. Who may open each stands in the line that declares it (core/pages.py)."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from core.pages import nothing_more, page
from renja_portal import notices, reading, views
from renja_portal.style_guide import style_guide
from renja_portal.watching import views as watching

urlpatterns = [
    page("", views.home, "home", kept=True, own_parts=nothing_more),
    page("healthz", views.healthz, "healthz"),
    page("readyz", views.readyz, "readyz"),
    page("metrics", watching.metrics, "metrics"),
    page("bantuan/", notices.help_page, "help", kept=True, own_parts=nothing_more),
    page("robots.txt", notices.robots, "robots"),
    page("favicon.ico", notices.favicon, "favicon"),
    page(".well-known/security.txt", notices.security_txt, "security_txt"),
    page("bahasa/<slug:code>/", reading.choose_language, "choose_language"),
    page("gaya/", style_guide, "style_guide"),
    page("kerja/", views.workspace, "workspace", may="stakeholders.work"),
    path("", include("accounts.urls")),
    path("", include("notifications.urls")),
    path("", include("urusan.urls")),
    path("", include("stakeholders.urls")),
    path("", include("forums.urls")),
    path("", include("proposals.urls")),
    path("", include("meetings.urls")),
    path("", include("renja.urls")),
    path("", include("reports.urls")),
    path("", include("reports.api.urls")),
    path("", include("renja_portal.upkeep.urls")),
    path("", include("renja_portal.personal.urls")),
    path("", include("renja_portal.privacy.urls")),
    path("admin/", admin.site.urls),
]
if settings.DEMO:
    urlpatterns.append(path("", include("demo.urls")))

handler500 = "renja_portal.failures.server_error"
