"""What the experiments compute: one file each, plain functions of arrays."""
