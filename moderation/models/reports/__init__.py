"""Rows of the weekly report and of the daily counts that it reads."""
