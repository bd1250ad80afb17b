"""Claims that somebody has checked: the bank, its history, the articles that resemble one, and what people answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article, ArticleVersion
from articles.models.codes import CodeField
from articles.models.immutable import ImmutableRow
from articles.models.source import Platform
from articles.vocabulary import known_claims as words


class ClaimContent(models.Model):
    """What an entry of the bank says. `verdict_words`: the verdict as its publisher wrote it; empty where unknown."""

    claim = models.CharField(_("claim"), max_length=500)
    verdict = CodeField(_("verdict"), max_length=20, family=words.VERDICTS)
    verdict_words = models.CharField(_("verdict in the publisher's words"), max_length=200, blank=True)
    published_on = models.DateField(_("published"), null=True, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200)
    link = models.CharField(_("link"), max_length=2000, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    state = CodeField(_("state"), max_length=10, family=words.CLAIM_STATES, default=words.ACTIVE)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def content(self) -> dict[str, object]:
        """Return what the entry says, as values of its columns."""
        return {field.attname: getattr(self, field.attname) for field in ClaimContent._meta.concrete_fields}


class KnownClaim(ClaimContent):
    """An entry of the bank: a claim that a publisher has checked, for all platforms or for one.

    `key` is a hash over platform, publisher, claim and link: the same line twice is one entry. `number` counts the
    versions; `KnownClaimVersion` keeps the former ones. `article`: the decided article whose claim it is.
    """

    key = models.CharField(max_length=64, unique=True, editable=False)
    platform = models.ForeignKey(
        Platform, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("platform")
    )
    origin = CodeField(_("origin"), max_length=10, family=words.CLAIM_ORIGINS)
    article = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided article")
    )
    number = models.PositiveIntegerField(_("version"), default=1)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("changed by")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("known claim")
        verbose_name_plural = _("known claims")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.claim[:60]


class KnownClaimVersion(ClaimContent, ImmutableRow):
    """A former version of an entry, kept when the entry changed. `changed_by` is None for imports."""

    of = models.ForeignKey(KnownClaim, models.PROTECT, related_name="versions", verbose_name=_("known claim"))
    number = models.PositiveIntegerField(_("version"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("changed by")
    )
    changed_at = models.DateTimeField(_("in force since"))
    created_at = models.DateTimeField(_("replaced"), auto_now_add=True)

    class Meta:
        verbose_name = _("former version of a known claim")
        verbose_name_plural = _("former versions of known claims")
        ordering = ["of", "-number"]
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="known_claim_version_number")]

    def __str__(self) -> str:
        return f"{self.of_id} v{self.number}"


class ClaimTerm(models.Model):
    """One rare term of one entry; see `articles.provenance.stored.known_claims.terms`. No constraint, as `RareTerm`."""

    pk = models.CompositePrimaryKey("hash", "claim_id")
    hash = models.BigIntegerField()
    claim_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("term of a known claim")
        verbose_name_plural = _("terms of known claims")

    def __str__(self) -> str:
        return f"{self.hash:x}"


class ClaimVector(models.Model):
    """The meaning of one entry by the embedding service: `size` numbers of 16 bits, of length 1 together.

    `model` names the service and its model; vectors of another one are computed anew.
    """

    of = models.OneToOneField(
        KnownClaim, models.CASCADE, primary_key=True, related_name="vector", verbose_name=_("known claim")
    )
    number = models.PositiveIntegerField()
    model = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    vector = models.BinaryField()

    class Meta:
        verbose_name = _("vector of a known claim")
        verbose_name_plural = _("vectors of known claims")

    def __str__(self) -> str:
        return str(self.of_id)


class ClaimLikeness(models.Model):
    """The entry that a version resembles most; at most one per version, and evidence for a person, never a verdict.

    `start`, `end` are offsets in the headline or the text, as `in_headline` says. `score` (0–1) is by `method`.
    `denial` is the word by which the text seems to deny the claim; empty without one. `number`: the entry's version.
    """

    version = models.OneToOneField(
        ArticleVersion, models.CASCADE, related_name="claim_likeness", verbose_name=_("article version")
    )
    claim = models.ForeignKey(KnownClaim, models.PROTECT, related_name="likenesses", verbose_name=_("known claim"))
    number = models.PositiveIntegerField(_("version of the claim"))
    level = CodeField(_("likeness"), max_length=10, family=words.LEVELS)
    method = CodeField(_("basis"), max_length=10, family=words.METHODS)
    score = models.FloatField(_("score"))
    in_headline = models.BooleanField(_("in the headline"))
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    denial = models.CharField(_("word of denial"), max_length=20, blank=True)
    created_at = models.DateTimeField(_("found"), auto_now_add=True)

    class Meta:
        verbose_name = _("likeness to a known claim")
        verbose_name_plural = _("likenesses to known claims")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(score__gte=0, score__lte=1), name="claim_likeness_score_range")
        ]

    def __str__(self) -> str:
        return f"{self.version_id} ~ {self.claim_id}"


class ClaimAnswer(ImmutableRow):
    """What a person answered on an article and an entry; the newest one of a pair counts. It changes nothing by itself.

    `score`, `level`, `method` and `denial` are what the likeness had then; thresholds are fitted on them.
    """

    version = models.ForeignKey(ArticleVersion, models.PROTECT, related_name="+", verbose_name=_("article version"))
    claim = models.ForeignKey(KnownClaim, models.PROTECT, related_name="+", verbose_name=_("known claim"))
    number = models.PositiveIntegerField(_("version of the claim"))
    answer = CodeField(_("answer"), max_length=10, family=words.CLAIM_ANSWERS)
    level = CodeField(_("likeness"), max_length=10, family=words.LEVELS)
    method = CodeField(_("basis"), max_length=10, family=words.METHODS)
    score = models.FloatField(_("score"))
    denial = models.CharField(_("word of denial"), max_length=20, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("answered by")
    )
    created_at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("answer on a known claim")
        verbose_name_plural = _("answers on known claims")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.version_id} ~ {self.claim_id}: {self.answer}"
