"""What was found: programs times inputs, to figures with their evidence."""
