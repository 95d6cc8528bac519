"""Everything that `smekg check` looks at; what has not changed since the last time is not looked at again."""
