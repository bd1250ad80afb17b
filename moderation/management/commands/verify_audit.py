from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from moderation import audit


class Command(BaseCommand):
    help = "Walks the audit chain. Exit 0 when it is whole; else 1, with the first broken entry."

    def handle(self, *args: Any, **options: Any) -> None:
        whole, broken = audit.verify()
        if broken is not None:
            self.stderr.write(f"audit chain broken at entry {broken.sequence}: {broken.what} ({whole} entries hold)")
            sys.exit(1)
        self.stdout.write(f"audit chain whole: {whole} entries")
