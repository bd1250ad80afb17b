"""Pages and text copies of layouts that no platform's own template reads."""
