"""The REST API: every app's endpoints, the schema, and a problem for every other path."""

from __future__ import annotations

from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from workbench.api import problems, schema

urlpatterns = [
    path("", include("articles.api.urls")),
    path("", include("moderation.api.urls")),
    path("schema/", schema.Schema.as_view(), name="schema"),
    path("docs/", schema.docs, name="docs"),
    # Here and not only in handler404: Django would first redirect a POST without its slash, and lose the body.
    re_path(r"", csrf_exempt(problems.page_not_found)),
]
