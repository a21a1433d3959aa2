"""What all pages are made of: elements of escaped text."""
