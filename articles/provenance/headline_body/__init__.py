"""The comparison of a headline with its body: what the body denies, counts otherwise, lacks, or is not about."""
