"""The policy in its editions: the first one as data, later ones read from files."""
