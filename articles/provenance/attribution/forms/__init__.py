"""The ways in which a text says who speaks: 据…, …说, a colon, a dateline, English."""
