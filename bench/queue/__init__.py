"""Benchmarks of the queue: claims, rules, lists, the console, and what comes first."""
