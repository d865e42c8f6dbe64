"""What programs of others make of the pages: `make audit`."""

import logging

logging.disable(logging.INFO)  # what they find is what matters, not each request
