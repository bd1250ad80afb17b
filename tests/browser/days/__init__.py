"""A day of each role in a real browser: the main job of somebody who works here, from the home page on."""
