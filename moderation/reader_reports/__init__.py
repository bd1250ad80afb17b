"""What readers report of an article."""
