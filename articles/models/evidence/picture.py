"""Pictures whose bytes were submitted: what they show as a hash, and pictures of other articles that show the same."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import ArticleVersion


class Picture(models.Model):
    """A picture of a version; `position` counts the images of its extraction from 0.

    `pdq` is the hash as 64 hexadecimal digits with its `quality` (0–100), empty where `problem` says why there is none.
    """

    version = models.ForeignKey(
        ArticleVersion, models.CASCADE, related_name="pictures", verbose_name=_("article version")
    )
    position = models.PositiveIntegerField(_("position"))
    pdq = models.CharField("PDQ", max_length=64, blank=True)
    quality = models.PositiveSmallIntegerField(_("quality"), default=0)
    problem = models.CharField(_("why it has no hash"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="picture_once")]

    def __str__(self) -> str:
        return f"{self.version_id}/{self.position}"


class PictureBand(models.Model):
    """One band of one picture's hash; see `articles.provenance.pictures.bands`. No constraint, as `RareTerm`."""

    pk = models.CompositePrimaryKey("hash", "picture_id")
    hash = models.BigIntegerField()
    picture_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("band of a picture's hash")
        verbose_name_plural = _("bands of pictures' hashes")

    def __str__(self) -> str:
        return f"{self.hash:x}"


class PicturePair(models.Model):
    """Two pictures of two articles that show the same: `distance` of their 256 bits differ, at most 31.

    `one` has the higher id. Which article was published first is read when the pair is shown, since times change.
    """

    one = models.ForeignKey(Picture, models.CASCADE, related_name="pairs", verbose_name=_("picture"))
    other = models.ForeignKey(Picture, models.CASCADE, related_name="pairs_of_later", verbose_name=_("other picture"))
    distance = models.PositiveSmallIntegerField(_("bits that differ"))

    class Meta:
        verbose_name = _("pictures that show the same")
        verbose_name_plural = _("pictures that show the same")
        ordering = ["one", "other"]
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="picture_pair_once")]

    def __str__(self) -> str:
        return f"{self.one_id} = {self.other_id}"
