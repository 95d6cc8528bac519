"""The graph in the formats of other tools, with the metadata that describe it."""
