"""The local server: the static site with a read-only SPARQL 1.1 endpoint over the built graph."""
