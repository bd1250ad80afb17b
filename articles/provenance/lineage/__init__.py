"""Where a text was first seen and who passed it on: pure functions over the articles that share it."""
