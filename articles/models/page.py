"""Pages as received."""

from __future__ import annotations

import hashlib
import zlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.codes import CodeField
from articles.models.immutable import ImmutableRow
from articles.vocabulary.pages import UNREADABLE


class Page(ImmutableRow):
    """A page as received: immutable, identified by its SHA-256.

    The column holds the bytes compressed; `content` gives back exactly what was received. A page that holds no
    article is kept with the reason, so that a human can look.
    """

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    compressed = models.BinaryField()
    size = models.PositiveIntegerField(_("bytes"))
    content_type = models.CharField(_("content type"), max_length=100, blank=True)
    charset = models.CharField(_("declared charset"), max_length=40, blank=True)
    url = models.CharField("URL", max_length=2000, blank=True)
    unreadable_code = CodeField(_("why it cannot be read"), max_length=20, family=UNREADABLE, blank=True)
    received_at = models.DateTimeField(_("received"), auto_now_add=True)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(fields=["received_at", "id"]),
            models.Index(fields=["unreadable_code", "id"], condition=~models.Q(unreadable_code=""), name="page_unread"),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def content(self) -> bytes:
        """The bytes as received."""
        return zlib.decompress(self.compressed)

    @staticmethod
    def digest(content: bytes) -> str:
        """Return the SHA-256 of the bytes as 64 hexadecimal digits."""
        return hashlib.sha256(content).hexdigest()

    @classmethod
    def of(cls, content: bytes, **fields: str) -> Page:
        """Build an unsaved page of these bytes."""
        # Level 1 shrinks pages to a fifth; the default shrinks them to a sixth but takes three times as long.
        packed = zlib.compress(content, 1)
        return cls(sha256=cls.digest(content), compressed=packed, size=len(content), **fields)
