"""The page types of the explorer, one module each."""
