"""Who makes the pictures: connections, signing in, and the exchange of one for another."""
