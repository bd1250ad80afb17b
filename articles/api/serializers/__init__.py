"""Shapes of what these endpoints take and return."""
