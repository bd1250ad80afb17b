"""Where an article came from: attributions, references, topic and findings.

Pure: no Django, no database, no network. `assess_provenance` in `record.py` is the only entry point.
"""
