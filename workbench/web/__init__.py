"""What every web request passes: its id, who may see inside, what is logged and what people are shown."""
