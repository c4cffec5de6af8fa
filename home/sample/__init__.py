"""The sample site: what `load_sample_content` puts into an empty installation, written in YAML beside this code."""
