"""The door for a production server."""

import os

from django.core.wsgi import get_wsgi_application

from workplan_portal.callstack import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workplan_portal.settings")
application = with_room(get_wsgi_application())
