"""Serializers of sources."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from articles.models import Source


class SourceSerializer(serializers.ModelSerializer[Source]):
    """A source: an account of a platform, an outlet, an institution."""

    platform = serializers.SlugRelatedField[Any](slug_field="code", read_only=True, allow_null=True)

    class Meta:
        model = Source
        fields = [
            "id",
            "kind",
            "platform",
            "name",
            "external_id",
            "profile_url",
            "tagline",
            "article_count",
            "follower_count",
            "created_at",
            "updated_at",
        ]
