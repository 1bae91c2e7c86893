"""The Renja in other forms than its PDF: Word, Excel, a page for the head, slides, and all evidence for Bappeda."""
