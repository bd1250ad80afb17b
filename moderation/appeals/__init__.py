"""The author's objection, and its answer by somebody else."""
