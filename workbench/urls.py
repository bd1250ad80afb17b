from __future__ import annotations

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from workbench.api import problem_types
from workbench.health.metrics import metrics
from workbench.health.probes import livez, readyz

urlpatterns = [
    path("", RedirectView.as_view(url="/admin/triage/"), name="root"),
    path("livez", livez, name="livez"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
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
