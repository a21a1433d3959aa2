"""The network as one HTML file: its parts, its style and its script."""
