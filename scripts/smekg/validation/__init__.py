"""SHACL validation of the graph, slice by slice."""
