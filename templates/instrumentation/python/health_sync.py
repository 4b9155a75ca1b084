def check_readiness() -> tuple[dict[str, object], int]:
    """What failed is told by its name alone; why is logged, as anybody may ask."""
    # A pool of its own, which is not waited for: a check that hangs must not hold up the answer.
    pool = ThreadPoolExecutor(max_workers=max(len(checks), 1))
    running = {name: pool.submit(check) for name, check in checks.items()}
    wait(running.values(), timeout=TIMEOUT_SECONDS)
    pool.shutdown(wait=False, cancel_futures=True)
    results = {name: judge(name, future) for name, future in running.items()}
    is_ready = all(result == "ok" for result in results.values())
    return {
        "status": "ok" if is_ready else "unavailable",
        "checks": results,
    }, 200 if is_ready else 503


def judge(name: str, future: Future[object]) -> str:
    if not future.done():
        logger.error(
            "The readiness check %r took longer than %d s", name, TIMEOUT_SECONDS
        )
        return "failed"
    error = future.exception()
    if error is None:
        return "ok"
    logger.error("The readiness check %r failed", name, exc_info=error)
    return "failed"
