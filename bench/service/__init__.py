"""Benchmarks of the whole service: start, API, submissions, search, webhooks, reports, growth."""
