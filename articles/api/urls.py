from __future__ import annotations

from django.urls import path

from articles.api import claims, headlines, imports, provenance, reliability, sources, stories, views

urlpatterns = [
    path("articles/", views.ArticleList.as_view(), name="articles"),
    path("articles/batch/", views.ArticleBatch.as_view(), name="article-batch"),
    path("articles/<int:pk>/", views.ArticleDetail.as_view(), name="article"),
    path("articles/<int:pk>/provenance/", provenance.ArticleProvenance.as_view(), name="article-provenance"),
    path("claims/", claims.KnownClaimList.as_view(), name="claims"),
    path("headlines/score/", headlines.HeadlineScores.as_view(), name="headline-scores"),
    path("imports/", imports.ImportList.as_view(), name="imports"),
    path("imports/<int:pk>/", imports.ImportDetail.as_view(), name="import"),
    path("imports/<int:pk>/results/", imports.ImportResults.as_view(), name="import-results"),
    path("imports/<int:pk>/cancel/", imports.ImportCancel.as_view(), name="import-cancel"),
    path("sources/", sources.SourceList.as_view(), name="sources"),
    path("sources/<int:pk>/", sources.SourceDetail.as_view(), name="source"),
    path("sources/<int:pk>/reliability/", reliability.SourceReliability.as_view(), name="source-reliability"),
    path("sources/<int:pk>/replies/", reliability.SourceReplies.as_view(), name="source-replies"),
    path("stories/", stories.StoryList.as_view(), name="stories"),
    path("stories/<int:pk>/", stories.StoryDetail.as_view(), name="story"),
]
