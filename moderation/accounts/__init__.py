"""The accounts of people: their second factor, their recovery codes, and the sign-ins that end with a change."""
