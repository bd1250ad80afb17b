"""Daily roll-ups: counted by workers day by day, so that a report costs days × dimensions and not articles.

`subjects/` count; `marks.py` has the database say which past days changed; `counting.py` counts what is due;
`reading.py` gives reports and the dashboard their numbers.
"""
