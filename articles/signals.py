"""What this app announces."""

from django.dispatch import Signal

# Sent with `version`, inside the transaction that stores the last scores of an article version. A receiver that
# raises rolls it back, and the stage is tried again.
article_assessed = Signal()
