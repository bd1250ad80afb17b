"""The page of an article, queued or not: what is added to the evidence that its item shows."""
