"""Drills: templates, the variants drawn from them, and the proof that they are sound."""
