from __future__ import annotations

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from workbench import health
from workbench.api import problem_types

urlpatterns = [
    path("", RedirectView.as_view(url="/admin/triage/")),
    path("livez", health.livez),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
    path("language/", include("django.conf.urls.i18n")),
    path("problems/", problem_types.page, name="problems"),
    path("problems/<slug:name>", problem_types.page, name="problem"),
    path("api/v1/", include("workbench.api.urls")),
    path("admin/triage/", include("moderation.console.urls")),
    path("admin/", admin.site.urls),
]
handler404 = "workbench.api.problems.page_not_found"
handler500 = "workbench.api.problems.server_error"
handler400 = "workbench.api.problems.bad_request"
