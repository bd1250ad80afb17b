"""The broker: a client, and repairs of libraries that talk to it."""
