"""What authors say about the part that AI had in their articles."""
