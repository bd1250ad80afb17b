"""Which article and which source a submission is about."""
