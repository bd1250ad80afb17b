"""Machine-readable AI labels: of the text itself, and of any file."""
