import express from "express";
import { orders } from "./orders.js";

const app = express();

app.use("/shops/:shop/orders", orders);

app.get("/slow", (_request, response) => {
	setTimeout(() => response.json({ slow: true }), 1500);
});

app.listen(Number(process.env["PORT"] ?? 3000));
