"""What curators use at their desk."""
