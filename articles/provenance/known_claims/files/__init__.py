"""Files of known claims: read as a stream of rows, and written. Pure."""
