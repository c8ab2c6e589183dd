"""
The way of a struck hub's processes to their database leads through a proxy.

Python imports a module of this name by itself when it starts, here from PYTHONPATH. The driver
connects to `PGHOSTADDR` where an address names only its host. `hub up` itself, which makes the
schema, and every other program go to the server directly.
"""

import os
import sys

if "streams.operate.run" in sys.orig_argv:
    os.environ["PGHOSTADDR"] = "127.0.0.2"
