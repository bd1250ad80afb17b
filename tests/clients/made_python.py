"""Run by a test, with a client that openapi-python-client made: an article in, and the list of articles."""

import os

from workbench_made import AuthenticatedClient
from workbench_made.api.articles import articles_list, articles_submit
from workbench_made.models import Submission

client = AuthenticatedClient(base_url=os.environ["WORKBENCH"], token=os.environ["KEY"], prefix="Api-Key")
submission = Submission.from_dict(
    {
        "platform": "netease",
        "headline": "环湖路改造下月开工",
        "body": ["工程分三段施工。"],
        "source": {"name": "山城观察"},
    }
)
outcome = articles_submit.sync(client=client, body=submission)
assert outcome.status == "created", outcome
page = articles_list.sync(client=client, platform="netease")
assert outcome.id in [row.id for row in page.results]
