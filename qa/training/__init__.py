"""Training what ships with the project: the embedding, the reader and its calibration."""
