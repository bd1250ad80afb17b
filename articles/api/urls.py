from __future__ import annotations

from django.urls import path

from articles.api import headlines, provenance, reliability, sources, views

urlpatterns = [
    path("articles/", views.ArticleList.as_view(), name="articles"),
    path("articles/batch/", views.ArticleBatch.as_view(), name="article-batch"),
    path("articles/<int:pk>/", views.ArticleDetail.as_view(), name="article"),
    path("articles/<int:pk>/provenance/", provenance.ArticleProvenance.as_view(), name="article-provenance"),
    path("headlines/score/", headlines.HeadlineScores.as_view(), name="headline-scores"),
    path("sources/", sources.SourceList.as_view(), name="sources"),
    path("sources/<int:pk>/", sources.SourceDetail.as_view(), name="source"),
    path("sources/<int:pk>/reliability/", reliability.SourceReliability.as_view(), name="source-reliability"),
    path("sources/<int:pk>/replies/", reliability.SourceReplies.as_view(), name="source-replies"),
]
