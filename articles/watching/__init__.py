"""Hourly checks of stored articles: templates that yield less, accounts that mostly copy each other."""
