import logging
import time

from django.http import JsonResponse

logger = logging.getLogger(__name__)


def read_order(request, shop, order):
    if order == "bad":
        raise RuntimeError("the password is secret")
    logger.info("order read")
    return JsonResponse({"shop": shop, "order": order})


def slow(request):
    time.sleep(1.5)
    return JsonResponse({"slow": True})
