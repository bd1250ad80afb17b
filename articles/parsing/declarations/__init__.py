"""Declarations of authors and platforms about an article, recognised by wording."""
