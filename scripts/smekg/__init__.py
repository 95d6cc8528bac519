"""smekg: the SME collaboration knowledge graph."""

__all__ = ["__version__"]

__version__ = "0.1.0"
