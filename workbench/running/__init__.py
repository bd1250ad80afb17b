"""Everything on one machine with one command, `manage.py up`; in production the Procfile says what to start."""
