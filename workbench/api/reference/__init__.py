"""The API described: the OpenAPI document, its page for people, and every kind of problem."""
