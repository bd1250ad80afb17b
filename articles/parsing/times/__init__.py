"""Times as pages print them, with the words of the day."""
