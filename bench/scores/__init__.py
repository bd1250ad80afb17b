"""Benchmarks of scores: headlines, topics and the reliability of sources."""
