"""Trained headline models and new disclaimer wordings, which leads put into use."""
