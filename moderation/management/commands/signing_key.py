from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from moderation.audit.signatures import key_id, public_key


class Command(BaseCommand):
    help = "Prints id and public key of this installation's signatures, for --public-key and TRUSTED_SIGNING_KEYS."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        key = public_key()
        self.stdout.write(f"{key_id(key)} {key}")
