"""Known claims in the database: terms and their look-up, vectors, and the likeness of a version to an entry."""
