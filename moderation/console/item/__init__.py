"""One item's screen: the article, our evidence, and earlier decisions."""
