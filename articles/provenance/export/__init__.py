"""The provenance record in other forms."""
