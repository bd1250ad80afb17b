"""Stories: whether two articles tell one event, and how it spread."""
