logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 2
checks: dict[str, Callable[[], object]] = {}


def add_readiness_check(name: str, check: Callable[[], object]) -> None:
    """Adds what the application cannot work without, such as its database. The check raises where it is not usable."""
    checks[name] = check
