"""The page of an article, queued or not."""
