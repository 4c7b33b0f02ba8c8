"""The door for a production server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workplan_portal.settings")
application = get_wsgi_application()
