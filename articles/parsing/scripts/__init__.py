"""Values in a page's scripts, read without running any."""
