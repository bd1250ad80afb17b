"""`create_api_key`: prints a key that works, once."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.models import ApiKey

pytestmark = pytest.mark.django_db


def test_key_is_printed_and_only_its_hash_is_kept():
    out = io.StringIO()
    call_command(
        "create_api_key", "sohu", "--scopes", "articles:read, articles:write", "--platform", "sohu", stdout=out
    )
    text = out.getvalue().strip()
    key = ApiKey.objects.get_from_key(text)
    assert key.scopes == ["articles:read", "articles:write"]
    assert key.platform is not None
    assert key.platform.code == "sohu"
    assert text.partition(".")[2] not in str(ApiKey.objects.values().get())


@pytest.mark.parametrize(
    "arguments",
    [
        ["x", "--scopes", "articles:read,everything"],
        ["x", "--scopes", ","],
        [" ", "--scopes", "articles:read"],
        ["x" * 51, "--scopes", "articles:read"],
        ["x", "--scopes", "articles:read", "--platform", "nowhere"],
        ["x"],
    ],
)
def test_faulty_request_makes_no_key(arguments):
    with pytest.raises(CommandError):
        call_command("create_api_key", *arguments)
    assert not ApiKey.objects.exists()
