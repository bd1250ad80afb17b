"""A package of scorers outside the product, with one small scorer: what adding a score takes."""
