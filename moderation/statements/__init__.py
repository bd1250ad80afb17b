"""One decision, two statements: the notice to the author, and the record for the EU transparency database."""
