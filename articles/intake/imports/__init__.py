"""Bulk imports: workers store a file of submissions chunk by chunk."""
