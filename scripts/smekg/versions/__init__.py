"""What differs between two versions, in the words of those who use them, and what becomes of terms."""
