"""One text in other words: rare terms that find candidates, sentences that answer each other, and what may be shown."""
