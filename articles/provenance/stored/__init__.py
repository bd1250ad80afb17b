"""What of provenance reads and writes rows: fingerprints, edges, the registry, citations, findings, the record."""
