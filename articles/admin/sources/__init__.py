"""Admin of platforms and sources: names, reliability, and the regulator's lists of permitted sources."""
