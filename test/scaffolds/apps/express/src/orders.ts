import { Router } from "express";

export const orders = Router({ mergeParams: true });

orders.get("/:order", (request, response) => {
	if (request.params.order === "bad") throw new Error("the password is secret");
	console.info("order read");
	response.json({ order: request.params.order });
});
