"""What every benchmark stands on: servers, sample articles, taking turns, the table of results."""
