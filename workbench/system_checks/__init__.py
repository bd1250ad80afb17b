"""System checks: settings that would lose work or let strangers in."""
