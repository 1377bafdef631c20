"""Pictures on their way to the screen: read, decoded, kept, named."""
