from __future__ import annotations

from django.urls import path

from moderation.console.views import claiming, deciding, headline_models, item, provenance, queue, watch

app_name = "console"
urlpatterns = [
    path("", queue.queue_list, name="queue"),
    path("next/", claiming.claim_next, name="next"),
    path("watch/", watch.watch, name="watch"),
    path("watch/wordings/<int:wording_id>/", watch.settle, name="settle"),
    path("models/", headline_models.models, name="models"),
    path("models/<int:model_id>/", headline_models.settle, name="model"),
    path("<int:item_id>/", item.item_page, name="item"),
    path("<int:item_id>/provenance/", provenance.provenance, name="provenance"),
    path("<int:item_id>/claim/", claiming.claim, name="claim"),
    path("<int:item_id>/release/", claiming.release, name="release"),
    path("<int:item_id>/heartbeat/", claiming.heartbeat, name="heartbeat"),
    path("<int:item_id>/decide/", deciding.decide, name="decide"),
]
