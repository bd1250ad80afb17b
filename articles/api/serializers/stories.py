"""Stories in answers."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from articles.api.serializers.evidence import SourceNameSerializer


class StoryRelationSerializer(serializers.Serializer[Any]):
    """How an article stands to its story: `code` is `official`, `original`, `copied` (not credited), `credited`,
    `shares_text` (order or credit unknown), `reworded` (perhaps), `same_dispatch` or `independent`. `article` is the
    earlier one that it points to, null for none and where the key does not cover it; `share` (0–1) of this article's
    text stands there, or `aligned` of its `sentences` answer sentences there."""

    code = serializers.CharField()
    article = serializers.IntegerField(allow_null=True)
    share = serializers.FloatField(allow_null=True)
    aligned = serializers.IntegerField(allow_null=True)
    sentences = serializers.IntegerField(allow_null=True)


class StoryChangeSerializer(serializers.Serializer[Any]):
    """A step of a story's history: `joined`, `left`, `split` (from `other`), or `merged` (into `other`, no article).
    `because` is the article that it matched with `likeness` (0–1)."""

    what = serializers.CharField()
    story = serializers.IntegerField()
    other = serializers.IntegerField(allow_null=True)
    article = serializers.IntegerField(allow_null=True)
    because = serializers.IntegerField(allow_null=True)
    likeness = serializers.FloatField(allow_null=True)
    by_person = serializers.BooleanField()
    at = serializers.DateTimeField()


class ArticleStorySerializer(serializers.Serializer[Any]):
    """The story of an article; `id` and `relation` are null when it left one and has none now."""

    id = serializers.IntegerField(allow_null=True)
    articles = serializers.IntegerField()
    elsewhere = serializers.IntegerField()
    relation = StoryRelationSerializer(allow_null=True)
    changes = StoryChangeSerializer(many=True)


class StoryMemberSerializer(serializers.Serializer[Any]):
    """An article of a story. `likeness` (0–1) to the one because of which it joined; 1 for the first and for copies."""

    article = serializers.IntegerField()
    headline = serializers.CharField(allow_blank=True)
    source = SourceNameSerializer(allow_null=True)  # type: ignore[assignment]
    platform = serializers.CharField()
    published_at = serializers.DateTimeField(allow_null=True)
    joined_at = serializers.DateTimeField()
    likeness = serializers.FloatField()
    relation = StoryRelationSerializer()


class StorySummarySerializer(serializers.Serializer[Any]):
    """Articles that tell one event; `headline` is that of the earliest. `articles` counts those that the key covers,
    `elsewhere` those on other platforms, of which nothing else is told."""

    id = serializers.IntegerField()
    headline = serializers.CharField(allow_blank=True)
    articles = serializers.IntegerField()
    elsewhere = serializers.IntegerField()
    first_at = serializers.DateTimeField()
    last_at = serializers.DateTimeField()
    created_at = serializers.DateTimeField()


class StorySerializer(StorySummarySerializer):
    """A story with its articles by time of publication; `truncated`: there are more than the 200 listed."""

    members = StoryMemberSerializer(many=True)
    truncated = serializers.BooleanField()
    changes = StoryChangeSerializer(many=True)
