from __future__ import annotations

from django.urls import path

from moderation.api import article_state, events, reports, reversals, source_links, views, weekly, withdrawal, work  # noqa: F401 - article_state adds its fields to the schema
from moderation.api import webhook_deliveries as deliveries
from moderation.api import webhook_endpoints as endpoints
from moderation.api.console import acts, lists

urlpatterns = [
    path("queue-items/", views.QueueItemList.as_view(), name="queue-items"),
    path("queue-items/claim/", work.QueueClaim.as_view(), name="queue-claim"),
    path("queue-items/<int:pk>/", views.QueueItemDetail.as_view(), name="queue-item"),
    path("queue-items/<int:pk>/decide/", work.QueueDecide.as_view(), name="queue-decide"),
    path("queue-items/<int:pk>/release/", work.QueueRelease.as_view(), name="queue-release"),
    path("queue-items/<int:pk>/heartbeat/", work.QueueHeartbeat.as_view(), name="queue-heartbeat"),
    path("queue-items/<int:pk>/resolve-appeal/", reversals.AppealResolve.as_view(), name="queue-resolve-appeal"),
    path("queue-items/<int:pk>/skip/", acts.QueueSkip.as_view(), name="queue-skip"),
    path("queue-items/<int:pk>/hold/", acts.QueueHold.as_view(), name="queue-hold"),
    path("queue-items/<int:pk>/hand-over/", acts.QueueHandOver.as_view(), name="queue-hand-over"),
    path("queue-items/<int:pk>/notes/", acts.QueueNotes.as_view(), name="queue-notes"),
    path("me/", lists.Me.as_view(), name="me"),
    path("clauses/", lists.ClauseList.as_view(), name="clauses"),
    path("queues/", lists.QueueList.as_view(), name="queues"),
    path("platforms/", lists.PlatformList.as_view(), name="platforms"),
    path("moderators/", lists.ModeratorList.as_view(), name="moderators"),
    path("labels/", lists.LabelList.as_view(), name="labels"),
    path("decisions/", lists.DecisionList.as_view(), name="decisions"),
    path("appeals/", lists.AppealList.as_view(), name="appeals"),
    path("executions/", lists.ExecutionList.as_view(), name="executions"),
    path("decisions/<int:pk>/approve/", acts.DecisionApprove.as_view(), name="decision-approve"),
    path("decisions/<int:pk>/refuse/", acts.DecisionRefuse.as_view(), name="decision-refuse"),
    path("decisions/<int:pk>/undo/", acts.DecisionUndo.as_view(), name="decision-undo"),
    path("decisions/<int:pk>/", views.DecisionDetail.as_view(), name="decision"),
    path("decisions/<int:pk>/appeals/", reversals.DecisionAppeals.as_view(), name="decision-appeals"),
    path("decisions/<int:pk>/overturn/", reversals.DecisionOverturn.as_view(), name="decision-overturn"),
    path("articles/<int:pk>/reports/", reports.ArticleReports.as_view(), name="article-reports"),
    path("articles/<int:pk>/withdraw/", withdrawal.ArticleWithdraw.as_view(), name="article-withdraw"),
    path("sources/<int:pk>/links/", source_links.SourceLinks.as_view(), name="source-links"),
    path("source-links/<int:pk>/end/", source_links.SourceLinkEnd.as_view(), name="source-link-end"),
    path("webhook-endpoints/", endpoints.WebhookEndpointList.as_view(), name="webhook-endpoints"),
    path("webhook-endpoints/<int:pk>/", endpoints.WebhookEndpointDetail.as_view(), name="webhook-endpoint"),
    path("webhook-endpoints/<int:pk>/rotate-secret/", endpoints.WebhookEndpointRotate.as_view(), name="webhook-rotate"),
    path("webhook-endpoints/<int:pk>/test/", endpoints.WebhookEndpointTest.as_view(), name="webhook-test"),
    path("webhook-deliveries/", deliveries.WebhookDeliveryList.as_view(), name="webhook-deliveries"),
    path("webhook-deliveries/replay/", deliveries.WebhookDeliveriesReplay.as_view(), name="webhook-replays"),
    path("webhook-deliveries/<int:pk>/", deliveries.WebhookDeliveryDetail.as_view(), name="webhook-delivery"),
    path("webhook-deliveries/<int:pk>/replay/", deliveries.WebhookDeliveryReplay.as_view(), name="webhook-replay"),
    path("webhook-events/schemas/", deliveries.WebhookSchemas.as_view(), name="webhook-schemas"),
    path("webhook-events/samples/", events.EventSamples.as_view(), name="webhook-samples"),
    path("events/", events.EventFeed.as_view(), name="events"),
    path("reports/weekly/", weekly.WeeklyReportList.as_view(), name="weekly-reports"),
    path("reports/weekly/<str:week>/", weekly.WeeklyReportDetail.as_view(), name="weekly-report"),
]
