"""Descriptions of the data set and of its files, in the vocabularies that catalogues read."""
