"""What kind of text an article is and what it is about: two decisions of one linear model, each with its words."""
