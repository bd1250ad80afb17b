"""Daily roll-ups, counted by workers: the cost of a report is days × dimensions, not articles.

`subjects/` count; triggers from `marks.py` mark the past days that changed; `counting.py` counts the due days;
`reading.py` serves reports and the dashboard.
"""
