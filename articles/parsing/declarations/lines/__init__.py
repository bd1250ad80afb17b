"""What a short line at the end of a text declares by its characters: a linear model, for lines no wording fits."""
