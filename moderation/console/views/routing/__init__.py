"""Routing rules, phrase banks and backtests."""
