"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "renja_portal.settings")
application = get_wsgi_application()
# All pages are loaded before a child takes its first visitor, not while that one waits.
resolve("/healthz")
