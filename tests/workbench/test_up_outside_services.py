"""With DATABASE_URL and REDIS_URL set, everything runs on those, and no broker of our own is started."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.services import static_files
from tests.services.broker import Broker
from tests.services.instance import Instance
from tests.services.processes import wait_for
from tests.services.worker import database_url


@pytest.mark.django_db(transaction=True)
def test_up_on_services_that_are_there_already(broker: Broker, tmp_path: Path) -> None:
    from articles.models import Article, Assessment

    services = {"DATABASE_URL": database_url(), "REDIS_URL": os.environ["REDIS_URL"]}
    instance = Instance(tmp_path / "home", **services)
    static_files.give_to(instance.home)
    try:
        instance.start(services_forked=True)
        assert "broker started" not in instance.output()
        assert not (instance.home / "broker").exists()
        assert Article.objects.exists(), "the samples are in the database that was named"
        wait_for(lambda: not Assessment.objects.exclude(stage="done").exists(), "the samples to be assessed")
        assert instance.stop() == 0
    finally:
        instance.clear_away()
    assert broker.client.ping(), "what was not started by it is not stopped by it"
