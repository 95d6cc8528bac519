"""Reading annotated reviews: YAML with line marks, BibTeX, labels, citation keys."""
