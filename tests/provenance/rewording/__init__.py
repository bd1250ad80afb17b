"""Tests of rewordings: rare terms, alignment, shared facts, gates."""
