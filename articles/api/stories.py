"""Endpoints of stories: the articles that tell one event."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from articles.api.conventions.docs import documented
from articles.api.conventions.permissions import key_platform
from articles.api.serializers.stories import StorySerializer, StorySummarySerializer
from articles.models import Story
from articles.provenance.stored.story.record import followed, stories, story_record, summaries

_TAG = ["stories"]


class StoryList(generics.ListAPIView[Story]):
    """All stories."""

    required_scopes = {"GET": "articles:read"}
    queryset = Story.objects.none()
    serializer_class = StorySummarySerializer
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Story]:
        return stories(key_platform(self.request))

    @documented({200: StorySummarySerializer(many=True)}, tags=_TAG, operation_id="stories_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Lists stories with an article on a platform that the key covers, the newest first."""
        page = self.paginate_queryset(self.get_queryset()) or []
        return self.get_paginated_response(summaries(page, key_platform(request)))


class StoryDetail(APIView):
    """One story."""

    required_scopes = {"GET": "articles:read"}

    @documented({200: StorySerializer}, errors=(404,), tags=_TAG, operation_id="stories_get")
    def get(self, request: Request, pk: int) -> Response:
        """Shows a story with its first 200 articles and its last 100 changes.

        A story that was merged is answered with the one that has its articles. Of articles on platforms that the key
        does not cover only the number is told.
        """
        platform = key_platform(request)
        story = followed(pk)
        if story is None or not stories(platform).filter(pk=story.pk).exists():
            raise Http404
        return Response(story_record(story, platform))
