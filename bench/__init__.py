"""Benchmarks: ours beside a peer and beside what the machine could give at most, measured in the same run."""
