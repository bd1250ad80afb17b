from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    """Queue item → decision → webhook, report."""

    name = "moderation"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        from moderation.audit import receivers as of_acts  # noqa: F401 - listens to act_recorded
        from moderation.database import guards
        from moderation.database.defaults import ensure_defaults, remember_permissions
        from moderation.outside_scorers import asking  # noqa: F401 - listens to article_assessed
        from moderation.oversight import keys, links  # noqa: F401 - kinds of proposals
        from moderation.queue import corrected  # noqa: F401 - listens to article_corrected
        from moderation.reports.rollups import marks
        from moderation.routing import lifecycle  # noqa: F401 - a kind of proposal
        from moderation.routing.live import receivers  # noqa: F401 - listens to article_assessed
        from moderation.webhooks import fanout, imports  # noqa: F401 - listen to events being saved, and to imports

        pre_migrate.connect(remember_permissions, sender=self)
        post_migrate.connect(ensure_defaults, sender=self)
        pre_migrate.connect(marks.remove, sender=self)
        post_migrate.connect(marks.install, sender=self)
        pre_migrate.connect(guards.remove, sender=self)
        post_migrate.connect(guards.install, sender=self)
