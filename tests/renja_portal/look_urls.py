"""A portal with half of its pages: what is missing must not break a menu."""

from django.http import HttpResponse
from django.urls import include, path


def page(request, *args, **kwargs):
    return HttpResponse("")


forums = ([path("<int:year>/", page, name="detail")], "forums")
proposals = (
    [path("", page, name="list"), path("verifikasi/", page, name="verification_queue")],
    "proposals",
)

urlpatterns = [
    path("", page, name="home"),
    path("forum/", include(forums)),
    path("aspirasi/", include(proposals)),
    path("kerja/", page, name="workspace"),
]
