"""Rows of access: API keys and their uses, sign-ins, answers kept for repeated requests."""
