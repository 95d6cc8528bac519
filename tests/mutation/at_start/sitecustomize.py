"""Python runs this when it starts, where the folder is on PYTHONPATH."""

from mutation.changed_query import change_query

change_query()
