"""Diagrams of the ontology's modules: what a module says of classes, and the same as Mermaid."""
