"""Exports of the provenance record."""
