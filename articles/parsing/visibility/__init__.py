"""Visibility of a page's declarations to readers, judged by the page's own styles."""
