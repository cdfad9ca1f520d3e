"""No test reads or writes the memory of whoever runs it."""

import os

os.environ["TOOLKIT_MEMORY"] = os.devnull
