import os

from django.core.wsgi import get_wsgi_application

from workbench import tracing

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workbench.settings")

tracing.start("web")  # before the middleware is loaded
application = get_wsgi_application()

# Made before the server forks, so that every process has it and no first request waits for it.
from moderation.triage.rules import engine  # noqa: E402, F401 - commands do without it
from workbench.api.reference.schema import document  # noqa: E402 - Django must be set up

document()
