"""The saved questions and their answers."""
