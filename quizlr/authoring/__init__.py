"""For those who write decks: the schema, new decks and notes, all from the reader's definitions."""
