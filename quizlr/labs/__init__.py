"""Labs: what is tried out rather than asked. Failures are scripted breaks, run in the engine."""
