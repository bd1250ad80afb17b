"""Who stands behind an act: people, and the credentials through which they act."""
