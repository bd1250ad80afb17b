"""Pictures of an article, and what their files say about being made by AI."""
