"""The database itself: tables and triggers for migrations, default rows, repair of clock skew."""
