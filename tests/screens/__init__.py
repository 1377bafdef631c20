"""Every screen and state of the window as pictures, from real pictures of the embedded engine: to be looked at."""
