"""Rows of evidence about an article version: what it declares, cites and shares, its findings and scores."""
