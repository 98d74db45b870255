"""Named, cited agents, one readable file each."""
