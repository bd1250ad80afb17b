"""What an article declares and cites, as rows, and the dictionaries of wordings."""
