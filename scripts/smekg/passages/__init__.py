"""Passages known by their letters: anchors are made from a text, and found in a reader's own copy."""
