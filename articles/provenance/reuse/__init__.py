"""Text reuse between articles: compared text, fingerprints, containment, copied passages, and direction."""
