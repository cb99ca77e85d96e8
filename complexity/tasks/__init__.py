"""The questions: task files, their inputs, their families."""
