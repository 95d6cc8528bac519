"""From typed annotations to RDF: pure functions, one named graph per review."""
