"""Tests of the embedding adapter, against a real HTTP server."""
