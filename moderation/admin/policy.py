"""Policy versions, read only. A new edition is a new version; old decisions keep theirs."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.base import ReadOnlyAdmin
from articles.models.codes import word
from moderation.models import Clause, PolicyVersion
from moderation.vocabulary.reasons import proposing


@admin.register(PolicyVersion)
class PolicyVersionAdmin(ReadOnlyAdmin):
    list_display = ("number", "published_at")


@admin.register(Clause)
class ClauseAdmin(ReadOnlyAdmin):
    ordering = ("-policy_version", "code")
    list_display = ("code", "shown_title", "severity", "shown_basis", "about_headline", "is_chapter", "policy_version")
    list_filter = ("policy_version", "is_chapter", "about_headline")
    list_select_related = ("policy_version",)
    search_fields = ("code", "title_zh", "title_en")
    exclude = ("proposed_for",)
    readonly_fields = ("shown_proposed_for",)

    @admin.display(description=_("title"))
    def shown_title(self, clause: Clause) -> str:
        return clause.title

    @admin.display(description=_("proposed for"))
    def shown_proposed_for(self, clause: Clause) -> str:
        return gettext(", ").join(word(proposing()[code]) for code in clause.proposed_for or () if code in proposing())

    @admin.display(description=_("legal basis"))
    def shown_basis(self, clause: Clause) -> str:
        return clause.basis
