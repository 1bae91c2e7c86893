"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "renja_portal.settings")
application = get_wsgi_application()

from renja_portal.preloading import load_portal  # noqa: E402 (the settings come first)

# Nobody waits for it: the process that is forked into those that serve loads it.
load_portal()
