"""Benchmarks: ours beside a peer and beside the machine's limit, measured in the same run."""
