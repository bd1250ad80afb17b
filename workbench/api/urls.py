"""The REST API: every app's endpoints, the schema, and a problem for every other path."""

from __future__ import annotations

from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from articles.api.urls import urlpatterns as of_articles
from moderation.api.urls import urlpatterns as of_moderation
from workbench.api import problems
from workbench.api.anonymous import limited
from workbench.api.conventions import with_conventions
from workbench.api.reference import docs_page, schema

urlpatterns = [
    path("", include(with_conventions(of_articles))),
    path("", include(with_conventions(of_moderation))),
    path("schema/", limited(schema.Schema.as_view()), name="schema"),
    path("docs/", limited(docs_page.docs), name="docs"),
    # Not left to handler404: Django would first redirect a POST without its slash, and lose the body.
    re_path(r"", csrf_exempt(problems.page_not_found)),
]
