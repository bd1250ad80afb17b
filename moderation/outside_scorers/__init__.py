"""Scorers outside the product: registering them, asking them about each article, using what they answer."""
