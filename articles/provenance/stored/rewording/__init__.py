"""Rewordings in the database: rare terms and their look-up, aligned pairs, protected originals, answers."""
