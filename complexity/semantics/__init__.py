"""What a program means and costs: the definition and the random tape."""
