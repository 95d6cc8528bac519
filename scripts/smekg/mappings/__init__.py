"""Mappings to other vocabularies: SSSOM files read, checked against the ontology, and built into a graph."""
