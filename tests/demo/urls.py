"""The portal's addresses together with those of the demo."""

from django.urls import include, path

from renja_portal.urls import urlpatterns as portal

urlpatterns = [*portal, path("", include("demo.urls"))]
