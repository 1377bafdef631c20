"""The window's time with a studio: the event loop, errands, the services' news as signals, the hand-over."""
