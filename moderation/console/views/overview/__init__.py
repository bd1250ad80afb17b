"""What leads look at beyond single items: today, reports, quality, models, the installation."""
