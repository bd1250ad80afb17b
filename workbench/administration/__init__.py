"""The stock admin as this product runs it: its site, its record of changes, its Chinese for models of libraries."""
