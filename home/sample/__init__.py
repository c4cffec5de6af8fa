"""The sample site: what `load_sample_content` puts into an empty installation, in YAML beside this code."""
