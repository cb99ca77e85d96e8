"""A flow-sensitive may-alias analysis: which updates in place are visible through other names."""
