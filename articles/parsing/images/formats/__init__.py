"""Walkers of file formats: each collects the metadata texts of its kind of file; pixels are never decoded."""
