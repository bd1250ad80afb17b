"""What the templates of several platforms share."""
