"""Sign-on by an OpenID Connect provider: its client, the pages, and the sign-ins that come of it."""
