"""The course in the window: what its steps do to the state, and what its page is drawn with."""
