"""The parts of a byline reader: words, patterns, names, one line, and what is collected."""
