"""Stories in the database: look-up, membership with its history, relations, records, retention."""
