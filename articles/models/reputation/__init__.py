"""Rows about a source beyond its articles: names, lists, relations, groups, and its reliability."""
