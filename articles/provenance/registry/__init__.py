"""Who is who among sources, by name, and what a regulator's list said of them on a day."""
