"""The product's web application with one more path, `/bare/`: a plain Django view that inserts one row."""

from __future__ import annotations

import os

import django
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workbench.settings")
django.setup()

from django.http import HttpRequest, JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402

from workbench import urls  # noqa: E402


@csrf_exempt
def bare(request: HttpRequest) -> JsonResponse:
    """Insert one row in one transaction, and return a small response."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_rows (body) VALUES (%s)", [request.body.decode()[:100]])
    return JsonResponse({"id": 1}, status=201)


urls.urlpatterns.insert(0, path("bare/", bare))
application = get_wsgi_application()
