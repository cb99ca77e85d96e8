"""The engine: graphs compiled to machine code through LLVM, with the definition's results."""
