"""The command line: argparse over the model, one file a command group."""
