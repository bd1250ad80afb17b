"""How reliable a source has been, and how good that score is."""
