"""How well moderators agree: blind second looks and Cohen's kappa."""
