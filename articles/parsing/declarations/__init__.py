"""What authors and platforms declare about an article, by wording."""
