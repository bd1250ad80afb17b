"""Text that articles share, in the database: fingerprints and their look-up, edges, own and public text."""
