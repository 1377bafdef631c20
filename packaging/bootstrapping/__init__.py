"""What ``packaging/bootstrap.py`` does. Runs before anything is installed: the standard library alone, Python 3.11+."""
