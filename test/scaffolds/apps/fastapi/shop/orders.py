import logging

from fastapi import APIRouter

logger = logging.getLogger(__name__)
router = APIRouter()


@router.get("/{order}")
def read_order(shop: str, order: str) -> dict[str, str]:
    if order == "bad":
        raise RuntimeError("the password is secret")
    logger.info("order read")
    return {"shop": shop, "order": order}
