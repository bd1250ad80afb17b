"""What an outside console needs besides the queue: who it is, lists, and the acts beside deciding."""
