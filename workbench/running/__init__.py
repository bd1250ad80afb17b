"""`manage.py up` runs everything on one machine; in production the Procfile lists what to start."""
