"""China's time zone, in which pages, reports and rules count hours and days."""

from __future__ import annotations

from datetime import timedelta, timezone
from zoneinfo import ZoneInfo

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""For times on pages. A fixed offset: the zone has +08:05:43 before 1901 and +09:00 in some summers before 1992."""
CHINA_ZONE = ZoneInfo("Asia/Shanghai")
"""For queries and reports: databases take a zone by name."""
