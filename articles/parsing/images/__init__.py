"""Pictures of an article, and AI labels in their files."""
