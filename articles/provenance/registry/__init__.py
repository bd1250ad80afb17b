"""The registry of sources: names and aliases, and their status in a regulator's list on a given day."""
