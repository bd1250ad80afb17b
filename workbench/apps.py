from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class WorkbenchConfig(AppConfig):
    """Wires the apps together; owns no domain rule."""

    name = "workbench"

    def ready(self) -> None:
        from workbench.administration.library_words import replace_labels
        from workbench.openid import checks as provider_checks  # noqa: F401
        from workbench.system_checks import checks, deploy_checks  # noqa: F401 - they register themselves

        replace_labels()


class WorkbenchAdminConfig(AdminConfig):
    """Django's admin with our site class."""

    default_site = "workbench.administration.admin_site.WorkbenchAdminSite"
