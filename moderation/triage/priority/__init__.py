"""What it is worth to look at an article: the chance that a reviewer acts, and the harm it would then prevent."""
