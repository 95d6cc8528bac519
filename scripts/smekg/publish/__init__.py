"""A finished build on any SPARQL 1.1 engine: sent, verified, and shown to readers in one step."""
