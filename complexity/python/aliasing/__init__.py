"""Which updates in place another name could see: a flow-sensitive may-alias analysis."""
