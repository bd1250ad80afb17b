"""Large append-only tables of PostgreSQL in partitions by month, so that old months can be detached."""
