"""One module per score: its SCORER declares all of it."""
