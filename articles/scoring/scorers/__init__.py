"""The scorers, one module per score; its SCORER declares everything about the score."""
