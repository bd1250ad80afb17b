"""How often findings are right: judged rows, shares with their intervals, and what a finding may do by them."""
