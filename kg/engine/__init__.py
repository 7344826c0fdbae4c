"""What a question runs on: the seam, and the embedded engine with its workers."""
