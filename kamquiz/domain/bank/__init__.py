"""What the quiz asks and what the role is: the loaded content."""
