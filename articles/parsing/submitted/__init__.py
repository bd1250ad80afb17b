"""Structured submissions: fields, their errors, and markup taken off."""
