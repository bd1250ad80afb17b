"""Pictures that look alike: hashes of what they show, whatever their size, format and compression. Pure."""
