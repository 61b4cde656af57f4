"""Would the Rust program load a pipeline, and could it run it?"""
