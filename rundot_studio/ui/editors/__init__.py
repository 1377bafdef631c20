"""Pictures in other programs: opened as working copies, and what is saved there taken back."""
