"""The soak: the real window, offscreen, through hours of mixed work, watched for whatever does not come back.

``python -m tests.soak --minutes 120`` runs it and prints the figures; the suite has a short form.
"""
