"""Pages beyond single items: today, reports, quality, models, the installation."""
