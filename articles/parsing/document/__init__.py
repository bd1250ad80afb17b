"""A page as bytes and nodes: decoding, limits, embedded data, and the place of its article."""
