"""The author's appeal, answered by a different moderator."""
