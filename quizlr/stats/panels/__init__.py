"""From figures to panels: one file for each question."""
