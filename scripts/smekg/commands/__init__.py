"""One thin function per command: arguments in, a step of the pipeline, text and exit status out."""
