"""Training the clickbait score, and what its figures are on sources left out."""
