"""Functions that the templates of several platforms share."""
