"""The pictures that the model should look at."""
