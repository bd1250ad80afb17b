"""Signals that this app sends."""

from django.dispatch import Signal

# Sent with `versions`, inside the transaction that stores the last scores of these article versions. A receiver that
# raises rolls it back, and the stage is tried again, for each version by itself.
article_assessed = Signal()
