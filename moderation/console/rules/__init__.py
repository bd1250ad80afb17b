"""Routing rules as the console shows and takes them."""
