"""Stored SPARQL: header, parameters, execution."""
