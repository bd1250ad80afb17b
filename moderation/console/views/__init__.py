"""The console's pages and acts."""
