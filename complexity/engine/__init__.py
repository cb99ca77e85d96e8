"""The same as the definition, fast: graphs as metered machine code, batches, exact chains."""
