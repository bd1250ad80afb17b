"""Public text: who holds which sentence, and the bank of sentences that belong to nobody."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.codes import CodeField
from articles.vocabulary import public_text


class SentenceHolder(models.Model):
    """One sentence of one article, by the key of `articles.provenance.reuse.keyed_sentences`.

    At most 12 articles per sentence, the first that came. As with `Fingerprint` the article is a plain number: rows of
    deleted articles find nobody. A nightly job deletes old rows of sentences that only one article holds.
    """

    pk = models.CompositePrimaryKey("hash", "article_id")
    hash = models.BigIntegerField()
    article_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("holder of a sentence")
        verbose_name_plural = _("holders of sentences")

    def __str__(self) -> str:
        return f"{self.hash:x}"


class PublicSentence(models.Model):
    """An entry of the bank of public text: a sentence that counts for nothing where two articles share it.

    A learned entry holds only for originals that came after it was public (`articles.provenance.reuse.public_text`),
    and tells its figures of the day when it was last met: `sources`, `first_seen_at`, `last_seen_at` of the articles
    that hold it. One that a lead added or imported holds for all. A withdrawn one is nobody's reason for anything, and
    is never learned again.
    """

    hash = models.BigIntegerField(unique=True, editable=False)
    text = models.TextField(_("sentence"), max_length=1000)
    origin = CodeField(_("origin"), max_length=10, family=public_text.PUBLIC_ORIGINS)
    state = CodeField(
        _("state"), max_length=10, family=public_text.PUBLIC_STATES, default=public_text.ACTIVE, db_index=True
    )
    sources = models.PositiveIntegerField(_("sources"), default=0)
    first_seen_at = models.DateTimeField(_("first seen"), null=True)
    last_seen_at = models.DateTimeField(_("last seen"), null=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("public sentence")
        verbose_name_plural = _("public sentences")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"#{self.pk}"
