from __future__ import annotations

from django.urls import path

from moderation.console.views import (
    bulk,
    claiming,
    deciding,
    headline_models,
    item,
    leading,
    page,
    provenance,
    quality,
    queue,
    taking_back,
    watch,
)

app_name = "console"
urlpatterns = [
    path("", queue.queue_list, name="queue"),
    path("next/", claiming.claim_next, name="next"),
    path("watch/", watch.watch, name="watch"),
    path("watch/wordings/<int:wording_id>/", watch.settle, name="settle"),
    path("waiting/", taking_back.waiting, name="waiting"),
    path("decisions/<int:decision_id>/undo/", taking_back.undo_decision, name="undo"),
    path("decisions/<int:decision_id>/overturn/", taking_back.overturn_decision, name="overturn"),
    path("decisions/<int:decision_id>/second/", taking_back.second_person, name="second-person"),
    path("decisions/<int:decision_id>/bundle.json", taking_back.bundle, name="bundle"),
    path("second-look/", quality.second_look, name="second-look"),
    path("quality/", quality.figures, name="quality"),
    path("preferences/", page.preferences, name="preferences"),
    path("<int:item_id>/page/", page.page, name="page"),
    path("bulk/", bulk.preview, name="bulk"),
    path("bulk/start/", bulk.start, name="bulk-start"),
    path("bulk/<int:run_id>/", bulk.progress, name="bulk-run"),
    path("bulk/<int:run_id>/settle/", bulk.settle, name="bulk-settle"),
    path("models/", headline_models.models, name="models"),
    path("models/<int:model_id>/", headline_models.settle, name="model"),
    path("<int:item_id>/", item.item_page, name="item"),
    path("<int:item_id>/provenance/", provenance.provenance, name="provenance"),
    path("<int:item_id>/claim/", claiming.claim, name="claim"),
    path("<int:item_id>/release/", claiming.release, name="release"),
    path("<int:item_id>/heartbeat/", claiming.heartbeat, name="heartbeat"),
    path("<int:item_id>/decide/", deciding.decide, name="decide"),
    path("<int:item_id>/resolve/", taking_back.resolve, name="resolve"),
    path("<int:item_id>/lead/", leading.lead, name="lead"),
    path("<int:item_id>/note/", leading.note, name="note"),
]
