"""Hashes of submitted pictures as rows, and the pictures of other articles that show the same."""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from django.db import connection
from django.db.models import Count, Q

from articles.models import Article, ArticleVersion, Picture, PicturePair
from articles.provenance.context import PictureFact
from articles.provenance.lineage.nodes import latest
from articles.provenance.stored.graph import nodes_of
from articles.provenance.stored.sql import insert_capped, listed, rows

log = structlog.get_logger(__name__)

MOST = 20
"""Pictures of an article that are hashed; the others of a long series are not."""
MOST_PAIRS = 20
"""Pairs kept per picture, the earliest articles first."""
MOST_HELD = 100
"""Pairs that an earlier picture has with later ones; a logo that all articles show has no more."""
FURNITURE = 5
"""Other sources that show the same picture from which it is furniture (a logo, a code to scan) and no evidence."""
_COMMON = 500  # pictures per band; it bounds a look-up
_HOLDERS = {
    "sqlite": "SELECT DISTINCT picture_id FROM articles_pictureband WHERE hash IN (SELECT value FROM json_each(%s))",
    "postgresql": f"""
SELECT DISTINCT held.picture_id FROM (SELECT unnest(%s::bigint[]) AS hash) given
CROSS JOIN LATERAL (
    SELECT b.picture_id FROM articles_pictureband b WHERE b.hash = given.hash LIMIT {_COMMON}
) held
""",  # noqa: S608 - our own number
}


def hash_pictures(versions: Sequence[ArticleVersion]) -> dict[int, list[Picture]]:
    """Hash the submitted pictures of versions that were not assessed yet; unsaved rows, by the version's id.

    Only a structured submission brings bytes of pictures. Nothing is fetched.
    """
    found = {}
    for version in versions:
        has_bytes = any(image.ai_label for image in version.extracted.images)
        if version.assessed_at is None and has_bytes and (hashed := _hashed(version)):
            found[version.pk] = hashed
    return found


def _hashed(version: ArticleVersion) -> list[Picture]:
    from articles.provenance.pictures.decoding import BrokenPicture, hash_picture  # Pillow: few articles bring bytes

    found = []
    for position, data in _submitted(version)[:MOST]:
        picture = Picture(version=version, position=position)
        try:
            picture.pdq, picture.quality = hash_picture(data)
        except BrokenPicture as error:
            picture.problem = str(error)[:200]
            log.info("picture_not_hashed", version=version.pk, position=position, reason=picture.problem)
        found.append(picture)
    return found


def _submitted(version: ArticleVersion) -> list[tuple[int, bytes]]:
    """Read position and bytes of the pictures in the submission as it was received."""
    try:
        given: Any = json.loads(version.page.content)
        images = given["images"]
        texts = [(at, image["data"]) for at, image in enumerate(images) if isinstance(image.get("data"), str)]
        return [(at, base64.b64decode("".join(text.split()), validate=True)) for at, text in texts]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []  # no structured submission: a page


def store_hashes(hashed: Mapping[int, Sequence[Picture]]) -> None:
    """Store hashes and their bands in the caller's transaction; committed before any look-up, as fingerprints are."""
    if not hashed:
        return
    from articles.provenance.pictures.bands import stored_keys

    Picture.objects.filter(version__in=hashed).delete()
    for pictures in hashed.values():
        Picture.objects.bulk_create(pictures)
    matched = [each for some in hashed.values() for each in some if _is_matched(each)]
    keys = sorted((key, picture.pk) for picture in matched for key in stored_keys(picture.pdq))
    with connection.cursor() as cursor:
        insert_capped(cursor, "articles_pictureband", _COMMON, keys, owner="picture_id")


def matched_pictures(versions: Sequence[ArticleVersion]) -> list[Picture]:
    """Return the pictures of these versions that show enough to be matched; one query where bytes were submitted."""
    submitted = [version.pk for version in versions if any(image.ai_label for image in version.extracted.images)]
    if not submitted:
        return []
    pictures = Picture.objects.filter(version__in=submitted).select_related("version")
    return [picture for picture in pictures if _is_matched(picture)]


def find_pairs(pictures: Sequence[Picture]) -> list[PicturePair]:
    """Find pictures of other articles that show the same as these; unsaved rows. Reads only."""
    if not pictures:
        return []
    from articles.provenance.pictures.bands import looked_up_keys
    from articles.provenance.pictures.pdq import NEAR, distance

    pairs = []
    for picture in pictures:
        near = [pk for (pk,) in rows(_HOLDERS[connection.vendor], listed(looked_up_keys(picture.pdq)))]
        others = Picture.objects.filter(pk__in=near).exclude(version__article=picture.version.article_id)
        alike = [(pk, distance(picture.pdq, pdq)) for pk, pdq in others.order_by("pk").values_list("pk", "pdq")]
        near_ones = [each for each in alike if each[1] <= NEAR]
        full = _full([pk for pk, _ in near_ones])
        for pk, bits in [each for each in near_ones if each[0] not in full][:MOST_PAIRS]:
            pairs.append(PicturePair(one_id=max(pk, picture.pk), other_id=min(pk, picture.pk), distance=bits))
    return pairs


def earlier_pictures(pictures: Sequence[Picture], pairs: Sequence[PicturePair]) -> dict[int, tuple[PictureFact, ...]]:
    """Return by version each of its pictures that an earlier article had, with the earliest; furniture is left out.

    A time that only its sender claims counts as in reuse. Two queries where there are pairs.
    """
    others = _others(pictures, pairs)
    if not others:
        return {}
    articles = {article for some in others.values() for article in some}
    nodes = nodes_of(articles | {picture.version.article_id for picture in pictures})
    found: dict[int, list[PictureFact]] = defaultdict(list)
    for picture in pictures:
        mine = nodes.get(picture.version.article_id)
        theirs = [nodes[article] for article in others.get(picture.pk, ()) if article in nodes]
        if mine is None or len({each.source_id for each in theirs} - {mine.source_id}) >= FURNITURE:
            continue
        at = picture.version.published_at
        before = [(since, each) for each in theirs if at and (since := latest(each, mine)) and since < at]
        if before:
            since, first = min(before, key=lambda each: (each[0], each[1].article))
            is_other = None not in (mine.source_id, first.source_id) and mine.source_id != first.source_id
            fact = PictureFact(
                picture.position, first.article, first.headline, first.source or None, since, other_source=is_other
            )
            found[picture.version_id].append(fact)
    return {version: tuple(facts) for version, facts in found.items()}


def later_articles(pictures: Sequence[Picture], pairs: Sequence[PicturePair]) -> dict[int, set[int]]:
    """Return by article those with a picture of it that were published later: an original that comes late."""
    held = _others(pictures, pairs)
    times = dict(
        Article.objects.filter(pk__in={article for some in held.values() for article in some}).values_list(
            "pk", "current__published_at"
        )
        if held
        else ()
    )
    found: dict[int, set[int]] = defaultdict(set)
    for picture in pictures:
        at = picture.version.published_at
        if at is None or picture.version.assessed_at is not None:
            continue
        for article in held.get(picture.pk, ()):
            if (theirs := times.get(article)) is not None and theirs > at:
                found[picture.version.article_id].add(article)
    return dict(found)


def _others(pictures: Sequence[Picture], pairs: Sequence[PicturePair]) -> dict[int, set[int]]:
    """Return by picture the other articles of its pairs; one query where there are pairs."""
    own = {picture.pk for picture in pictures}
    ends = [
        (a, b) for pair in pairs for a, b in ((pair.one_id, pair.other_id), (pair.other_id, pair.one_id)) if a in own
    ]
    article_of = dict(
        Picture.objects.filter(pk__in={other for _, other in ends}).values_list("pk", "version__article")
        if ends
        else ()
    )
    found: dict[int, set[int]] = defaultdict(set)
    for picture, other in ends:
        if other in article_of:
            found[picture].add(article_of[other])
    return dict(found)


def store_pairs(pairs: Sequence[PicturePair]) -> None:
    """Store pairs in the caller's transaction; the other article's worker may have done so already."""
    if pairs:
        ordered = sorted(pairs, key=lambda pair: (pair.one_id, pair.other_id))
        PicturePair.objects.bulk_create(ordered, ignore_conflicts=True)


def _full(pictures: Sequence[int]) -> set[int]:
    """Return those of the pictures that have as many pairs as are kept."""
    held = PicturePair.objects.filter(other__in=pictures).values("other").annotate(n=Count("pk")).order_by()
    return {row["other"] for row in held if row["n"] >= MOST_HELD}


def _is_matched(picture: Picture) -> bool:
    from articles.provenance.pictures.pdq import LEAST_QUALITY

    return bool(picture.pdq) and picture.quality >= LEAST_QUALITY


@dataclass(frozen=True, slots=True)
class SeenPicture:
    """A picture of an article in another one. `is_earlier`: the other was published first; None when nobody knows."""

    position: int
    other: Article
    distance: int
    is_earlier: bool | None


def same_pictures(version: ArticleVersion) -> list[SeenPicture]:
    """Return the other articles that show a picture of this version, the earliest first; furniture is left out.

    Three queries where there are pictures, else one.
    """
    return same_pictures_of([version])[version.pk]


def same_pictures_of(versions: Sequence[ArticleVersion]) -> dict[int, list[SeenPicture]]:
    """Return the same by version, in as many queries."""
    of = {version.pk: version for version in versions}
    own = {picture.pk: picture for picture in Picture.objects.filter(version__in=of)}
    told: dict[int, list[SeenPicture]] = {pk: [] for pk in of}
    if not own:
        return told
    pairs = PicturePair.objects.filter(Q(one__in=own) | Q(other__in=own)).select_related(
        "one__version", "other__version"
    )
    partners: dict[int, dict[int, int]] = defaultdict(dict)
    for pair in pairs.defer("one__version__extraction", "other__version__extraction"):
        mine, theirs = (pair.one, pair.other) if pair.one_id in own else (pair.other, pair.one)
        partners[mine.pk][theirs.version.article_id] = pair.distance
    ids = {article for some in partners.values() for article in some}
    others = Article.objects.select_related("current", "source", "platform").defer("current__extraction").in_bulk(ids)
    for pk, some in partners.items():
        version = of[own[pk].version_id]
        sources = {others[article].source_id for article in some if article in others} - {version.article.source_id}
        if len(sources) >= FURNITURE:
            continue
        told[version.pk] += [
            SeenPicture(own[pk].position, others[article], bits, _is_earlier(others[article], version))
            for article, bits in some.items()
            if article in others and others[article].current is not None
        ]
    return {pk: sorted(seen, key=_order) for pk, seen in told.items()}


def _is_earlier(other: Article, version: ArticleVersion) -> bool | None:
    at = other.current.published_at if other.current else None
    if at is None or version.published_at is None or at == version.published_at:
        return None
    return bool(at < version.published_at)


def _order(seen: SeenPicture) -> tuple[bool, float, int]:
    at = seen.other.current.published_at if seen.other.current else None
    return seen.is_earlier is not True, at.timestamp() if at else 0.0, seen.other.pk


def pictures_record(version: ArticleVersion, within: int | None = None) -> list[dict[str, Any]]:
    """Return the other articles that show a picture of the version, at most 20, as plain JSON values.

    `within`: of articles on other platforms only id, position, distance and order are told, no content.
    """
    return [
        {
            "position": seen.position,
            "article": seen.other.pk,
            "headline": None if _is_foreign(seen, within) or not seen.other.current else seen.other.current.headline,
            "published_at": seen.other.current.published_at.isoformat()
            if seen.other.current and seen.other.current.published_at
            else None,
            "order": {True: "earlier", False: "later", None: "unknown"}[seen.is_earlier],
            "distance": seen.distance,
        }
        for seen in same_pictures(version)[:MOST]
    ]


def _is_foreign(seen: SeenPicture, within: int | None) -> bool:
    return within is not None and seen.other.platform_id != within
