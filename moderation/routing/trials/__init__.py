"""Versions tried on stored articles before they may run."""
