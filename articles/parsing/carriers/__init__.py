"""What a page arrives in: file kinds, single files, charsets."""
