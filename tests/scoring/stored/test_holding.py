"""Who holds a source's reliability holds nobody up who only stores or assesses articles of the source."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from articles.models import Article, Source
from articles.scoring.stored.reliability import hold
from tests.makers import stored

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_article_is_stored_while_its_source_is_being_counted() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time, whatever it writes")
    stored()
    source = Source.objects.get()
    held, done = Event(), Event()

    def count() -> None:
        try:
            with transaction.atomic():
                hold([source.pk])
                held.set()
                assert done.wait(30)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        counting = other.submit(count)
        assert held.wait(30)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '3s'")
        try:
            stored()
        finally:
            done.set()
        counting.result(30)
    assert Article.objects.filter(source=source).count() == 2
