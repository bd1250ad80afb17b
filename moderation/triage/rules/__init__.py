"""Routing rules as values: facts, expressions, phrases, routes, figures. Pure: `moderation.routing` uses rows."""
