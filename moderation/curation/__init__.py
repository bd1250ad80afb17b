"""What leads put into use or vouch for: headline models, disclaimer wordings, times of publication."""
