"""Signing in: limits before the password is hashed, known devices, one answer for every wrong entry."""
