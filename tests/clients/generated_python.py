"""Run by a test, with a client that openapi-generator made: what a platform and an outside console do."""

import os

import workbench_generated as made

configuration = made.Configuration(host=os.environ["WORKBENCH"])
configuration.api_key["ApiKey"] = os.environ["KEY"]
configuration.api_key_prefix["ApiKey"] = "Api-Key"
with made.ApiClient(configuration) as api:
    articles, queue, decisions = made.ArticlesApi(api), made.QueueApi(api), made.DecisionsApi(api)
    submission = made.Submission.from_dict(
        {
            "platform": "netease",
            "headline": "环湖路改造下月开工",
            "body": ["工程分三段施工。"],
            "source": {"name": "山城观察"},
        }
    )
    outcome = articles.articles_submit(submission=submission)
    assert outcome.status == "created", outcome
    assert outcome.id in [row.id for row in articles.articles_list(platform="netease").results]
    item = queue.queue_items_claim(claim_request=made.ClaimRequest(moderator="moderator"))
    assert item.claimed_by == "moderator", item
    order = made.DecideRequest(version=item.version, act="label", policy="2.1", label="reprint")
    decision = queue.queue_items_decide(id=item.id, decide_request=order)
    assert decision.act == "label", decision
    refused = 0
    try:
        queue.queue_items_decide(id=item.id, decide_request=made.DecideRequest(version=item.version, act="allow"))
    except made.ApiException as conflict:
        refused = conflict.status
    assert refused == 409, "decided twice"
    appeal = decisions.decisions_appeal(
        id=decision.id, appeal_request=made.AppealRequest(text="报道属实", appellant="山城观察")
    )
    assert appeal.state == "open", appeal
    webhooks = made.WebhooksApi(api)
    endpoint = webhooks.webhook_endpoints_make(
        endpoint_request=made.EndpointRequest(
            url="https://platform.example.org/hooks", event_types=["decision.made"], owner_email="me@example.org"
        )
    )
    assert endpoint.secret.startswith("whsec_")
    assert [row.id for row in webhooks.webhook_endpoints_list().results] == [endpoint.id]
    webhooks.webhook_endpoints_remove(id=endpoint.id)
