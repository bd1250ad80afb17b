"""Rows about people: second factors, accounts elsewhere, outside consoles, and their protection."""
