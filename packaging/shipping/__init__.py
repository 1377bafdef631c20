"""Makes what is given to artists: the bundle, the Debian package, the wheel, and what the other systems need."""
