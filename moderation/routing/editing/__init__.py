"""Versions of rules and phrase banks as people write, compare, export and import them."""
