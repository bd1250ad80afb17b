"""A package of platforms outside the product, with one small platform: what adding one takes."""
