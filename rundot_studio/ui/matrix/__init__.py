"""XY matrices: choosing what is varied against what, sending it, and seeing it come."""
