"""Rows of webhooks: events, endpoints, deliveries."""
