"""The stock Django admin, named after the product; people land on the triage queue."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class WorkbenchAdminSite(AdminSite):
    site_header = _("Provenance workbench")
    site_title = _("Provenance workbench")
    index_title = _("Administration")
    site_url = "/admin/triage/"
