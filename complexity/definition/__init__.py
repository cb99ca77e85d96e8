"""What a graph means and costs: the definition, one plain interpreter."""
