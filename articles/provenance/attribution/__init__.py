"""Attribution of claims: speakers by name and kind, the rules that find them, the extent of a claim."""
