"""Oversight of leads: a change that loosens a rule is proposed by one and confirmed by another."""
