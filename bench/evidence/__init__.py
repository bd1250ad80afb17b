"""Benchmarks of evidence: attributions, reuse, retellings, stories, known claims, and how right findings are."""
