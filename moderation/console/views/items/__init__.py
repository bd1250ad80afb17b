"""The queue and one item: pages and acts."""
