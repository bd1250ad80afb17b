"""The installation's state as the console shows it."""
