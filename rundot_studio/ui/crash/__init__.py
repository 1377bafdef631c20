"""When something goes wrong that nobody expected: errors are caught, reported to a file, and told without alarm."""
