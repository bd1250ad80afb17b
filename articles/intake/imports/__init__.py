"""Files of submissions, stored in chunks by workers."""
