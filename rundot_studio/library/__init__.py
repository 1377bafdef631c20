"""The library: pictures as plain files with their recipes inside, and one SQLite database that finds them."""
