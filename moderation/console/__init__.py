"""The triage console inside the admin: the queue as a list, and one item with its evidence and acts."""
