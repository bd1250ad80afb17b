"""The agreement of moderators: blind second looks and Cohen's kappa."""
