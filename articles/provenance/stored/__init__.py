"""Provenance in the database: fingerprints, edges, the registry, citations, findings, the record."""
