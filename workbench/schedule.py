"""The schedule's Celery app: sends tasks by name, without loading their code (40 MB and a second)."""

from __future__ import annotations

import os

from celery import Celery

# The checks would load the code of all views. Workers and `manage.py up` run them at their start.
os.environ["CELERY_SKIP_CHECKS"] = "1"
app = Celery("schedule")
app.config_from_object("django.conf:settings", namespace="CELERY")
