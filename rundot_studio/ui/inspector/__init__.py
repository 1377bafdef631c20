"""What is known about the picture on the canvas."""
