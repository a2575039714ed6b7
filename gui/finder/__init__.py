"""Find anything: every command, every value of every option, every sample, by its name in any language."""
