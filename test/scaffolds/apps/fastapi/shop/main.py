import asyncio
import logging

from fastapi import FastAPI

from .orders import router

logger = logging.getLogger(__name__)

app = FastAPI(
    title="Shop",
    docs_url=None,
)
app.include_router(router, prefix="/shops/{shop}/orders")


@app.get("/slow")
async def slow() -> dict[str, bool]:
    await asyncio.sleep(1.5)
    return {"slow": True}
