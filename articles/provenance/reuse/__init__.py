"""Which articles share text: what of a text counts, its fingerprints, exact shares, copied passages, and the order."""
