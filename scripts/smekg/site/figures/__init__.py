"""Figures as SVG: shapes, how they are drawn, and the layouts that make shapes from rows."""
