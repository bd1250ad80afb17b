"""The home page of each role: `homes` says which panels it has, one module per panel says what they show."""
