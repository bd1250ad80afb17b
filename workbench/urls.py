from __future__ import annotations

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from moderation.api import sign_in
from moderation.console.views.accounts.authorize import authorize
from moderation.console.views.accounts.team import Invitation
from workbench.api.anonymous import limited
from workbench.api.reference import problem_types
from workbench.health.metrics import metrics
from workbench.health.probes import livez, readyz
from workbench.openid import views as openid

urlpatterns = [
    path("", RedirectView.as_view(url="/admin/triage/"), name="root"),
    path("livez", livez, name="livez"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("language/", include("django.conf.urls.i18n")),
    path("oauth/authorize/", authorize, name="oauth-authorize"),
    path("oauth/token/", sign_in.token, name="oauth-token"),
    path("oauth/revoke/", sign_in.revoke, name="oauth-revoke"),
    path(".well-known/oauth-authorization-server", sign_in.metadata, name="oauth-metadata"),
    path("problems/", limited(problem_types.page), name="problems"),
    path("problems/<slug:name>", limited(problem_types.page), name="problem"),
    path("api/v1/", include("workbench.api.urls")),
    path("admin/triage/", include("moderation.console.urls")),
    path("admin/invitation/<uidb64>/<token>/", Invitation.as_view(), name="invitation"),
    path("admin/sign-on/", openid.begin, name="sign-on"),
    path("admin/sign-on/callback/", openid.callback, name="sign-on-callback"),
    path("admin/", admin.site.urls),
]
handler404 = "workbench.api.problems.page_not_found"
handler500 = "workbench.api.problems.server_error"
handler400 = "workbench.api.problems.bad_request"
