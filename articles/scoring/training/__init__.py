"""The training of the clickbait score, and its figures on sources left out."""
