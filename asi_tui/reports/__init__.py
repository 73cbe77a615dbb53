"""The papers that an interview gives back: built once as a document, then written as text, HTML, PDF or Word."""
