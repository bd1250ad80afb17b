"""Sentence embeddings from a service that the operator runs, through the one door for outgoing HTTP."""
