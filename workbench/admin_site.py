"""The stock Django admin, named after the product; people land on the triage queue."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class WorkbenchAdminSite(AdminSite):
    site_header = _("Provenance workbench")
    site_title = _("Provenance workbench")
    index_title = _("Administration")
    site_url = "/admin/triage/"
    # Counting a table of a million rows to write “1 of 1,000,000” is the admin's slowest habit.
    enable_nav_sidebar = True
