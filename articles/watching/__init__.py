"""Hourly watches over what is stored: templates that yield less, accounts that mostly copy each other."""
