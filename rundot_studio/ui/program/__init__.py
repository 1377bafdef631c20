"""The program itself: its preferences, what it is made of, and its log."""
