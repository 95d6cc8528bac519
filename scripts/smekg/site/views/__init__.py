"""What pages show of the graph, read into plain values: claims, contradictions, hierarchies, wordings."""
