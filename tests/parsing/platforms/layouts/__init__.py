"""One invented story in the layouts of each platform and year: what is read from each of them."""
