"""The schedule's Celery app: sends tasks by name, without their code and the pages' (40 MB and a second)."""

from __future__ import annotations

import os

from celery import Celery

# They read all pages' code. Workers run them at their start, and `manage.py up` does.
os.environ["CELERY_SKIP_CHECKS"] = "1"
app = Celery("schedule")
app.config_from_object("django.conf:settings", namespace="CELERY")
