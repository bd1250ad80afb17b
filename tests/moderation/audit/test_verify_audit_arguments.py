"""What `verify_audit` is told: heads and manifests, and texts and files that are none."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from tests.moderation.audit.world import verified

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text", ["", "12", "x:y", "-1:" + "0" * 64, "3:", "0:" + "0" * 64, "3:" + "0" * 63, "٣:" + "0" * 64]
)
def test_text_that_is_no_head_is_refused(text):
    with pytest.raises(CommandError, match="head"):
        call_command("verify_audit", f"--head={text}")


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"\xff", b'{"audit_sequence": "3", "audit_hash": 3}', b'{"audit_sequence": 3}']
)
def test_file_that_is_no_manifest_is_refused(content, tmp_path):
    path = tmp_path / "manifest.json"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=r"manifest\.json"):
        call_command("verify_audit", manifest=[path])
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_audit", manifest=[tmp_path / "none"])


def test_head_before_the_first_entry_holds():
    assert verified("--head", "0:")[0] == 0
