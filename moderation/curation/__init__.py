"""What leads put into use: headline models that learned, wordings of disclaimers."""
