"""The window: shows a frozen state and a frozen trace, and computes nothing."""
