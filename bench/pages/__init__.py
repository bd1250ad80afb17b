"""Benchmarks of reading pages and declarations."""
