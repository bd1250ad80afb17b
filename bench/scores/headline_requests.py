"""`POST /headlines/score/` with 1,000 headlines on one core: key, validation, scores with reasons, JSON."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from itertools import islice

from bench.harness.data import json_lines, shared
from bench.harness.installation import installation
from bench.harness.result import Result
from bench.harness.timing import percentile

FIGURE = "POST /headlines/score/"
A_REQUEST = 1000


def run(*, quick: bool) -> Result:
    """Measure the 95th percentile of a response, beside the scorer alone and the JSON alone on the same headlines."""
    rounds = 3 if quick else 60
    source = json_lines(shared("headlines/toutiao_2018.jsonl.gz")[0])
    headlines = [row["title"] for row in islice(source, A_REQUEST)]
    with installation():
        # Imported here, after Django is set up.
        from django.test import Client

        from articles.models import ApiKey
        from articles.models.access.keys import SCOPES
        from articles.scoring.clickbait.score import score_headline

        _, key = ApiKey.objects.create_key(name="bench", scopes=list(SCOPES))
        client = Client(SERVER_NAME="localhost", headers={"Authorization": f"Api-Key {key}"})
        body = json.dumps({"headlines": headlines})

        def request() -> None:
            response = client.post("/api/v1/headlines/score/", body, content_type="application/json")
            assert response.status_code == 200, response.content[:200]
            assert response.content.count(b'headline":') >= A_REQUEST

        answer = client.post("/api/v1/headlines/score/", body, content_type="application/json").content

        def scorer() -> None:
            for headline in headlines:
                score_headline(headline)

        def plain_json() -> None:
            json.loads(body)
            json.dumps(json.loads(answer))

        measured = _milliseconds({"request": request, "scorer": scorer, "json": plain_json}, rounds)
    return Result(
        FIGURE,
        "ms at the 95th percentile",
        percentile(measured["request"], 95),
        limit=percentile(measured["scorer"], 95),
        limit_name=f"the scorer alone, {statistics.median(measured['json']):.0f} the JSON alone",
        note=f"{A_REQUEST:,} headlines with reasons, {len(answer) / 1e6:.1f} MB; "
        f"median {statistics.median(measured['request']):.0f} ms",
    )


def _milliseconds(works: dict[str, Callable[[], None]], rounds: int) -> dict[str, list[float]]:
    """Run each in turn, `rounds` times, in wall-clock milliseconds, because that is the caller's wait."""
    measured: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            began = time.perf_counter()
            work()
            measured[name].append((time.perf_counter() - began) * 1000)
    return measured
