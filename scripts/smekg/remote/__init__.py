"""Talking to a SPARQL engine that may be slow, down, or not what it is taken for."""
