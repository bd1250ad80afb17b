from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class WorkbenchConfig(AppConfig):
    """Wires the apps together; owns no domain rule."""

    name = "workbench"

    def ready(self) -> None:
        from workbench import checks, deploy_checks  # noqa: F401 - they register themselves
        from workbench.library_words import replace_labels

        replace_labels()


class WorkbenchAdminConfig(AdminConfig):
    """Django's admin with our site class."""

    default_site = "workbench.admin_site.WorkbenchAdminSite"
