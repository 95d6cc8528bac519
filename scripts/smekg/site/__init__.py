"""The explorer: a static web site made from a build."""
