"""Every setting of the portal, by subject. Read from the environment, loud when wrong.

Each variable is explained, with example and default, in docs/configure.md.
"""

from renja_portal.settings.apps import *  # noqa: F403
from renja_portal.settings.installation import *  # noqa: F403
from renja_portal.settings.limits import *  # noqa: F403
from renja_portal.settings.people import *  # noqa: F403
from renja_portal.settings.privacy import *  # noqa: F403
from renja_portal.settings.security import *  # noqa: F403
from renja_portal.settings.storage import *  # noqa: F403
from renja_portal.settings.watching import *  # noqa: F403
