"""Full-text search over all articles and sources, by pairs of characters: Chinese has no word boundaries."""
