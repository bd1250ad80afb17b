from __future__ import annotations

from pathlib import Path

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """Page → article → evidence → scores."""

    name = "articles"
    verbose_name = _("Articles and sources")

    def ready(self) -> None:
        from django.conf import settings

        from articles.scoring.reliability.parts import use_scheme

        if settings.RELIABILITY_SCHEME:
            use_scheme(Path(settings.RELIABILITY_SCHEME))
        from articles.database.defaults import ensure_platforms
        from articles.intake.evidence.dictionary import ensure_known
        from articles.search import erasing

        post_migrate.connect(ensure_platforms, sender=self)
        post_migrate.connect(ensure_known, sender=self)
        pre_migrate.connect(erasing.remove, sender=self)
        post_migrate.connect(erasing.install, sender=self)
