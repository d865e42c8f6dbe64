"""kamquiz: where you stand as a key account manager, and what to do next."""

import os

# The matrices here are 19 by 19: threads inside numpy cost several times what they
# save, and the server has threads of its own. It counts only before numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
