"""Ways to write a part of a function differently, and when each keeps its meaning."""
