"""What a program costs on average: exact expectations from absorbing Markov chains."""
