"""The quiz: start, questions, coming back."""
