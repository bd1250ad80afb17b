"""Conventions of these endpoints: bodies, errors and their documentation, fields, filters, permissions."""
