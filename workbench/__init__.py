import gc

# Django, the models and the rules are half a million objects that stay. Python looks for garbage after each 700 new
# ones, which took a sixth of the start of every command (measured: 2.9 s of a processor, 2.4 s with this).
gc.set_threshold(20_000, 10, 10)

from workbench.celery import app as celery_app  # noqa: E402 - what is above concerns what this loads

__all__ = ["celery_app"]
