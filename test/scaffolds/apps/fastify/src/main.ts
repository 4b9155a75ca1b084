import Fastify, { type FastifyPluginAsync } from "fastify";

const app = Fastify({
	logger: false,
	routerOptions: { ignoreTrailingSlash: true },
});

const orders: FastifyPluginAsync = async (scope) => {
	scope.get<{ Params: { order: string } }>("/:order", async (request) => {
		if (request.params.order === "bad") throw new Error("the password is secret");
		console.info("order read");
		return { order: request.params.order };
	});
};

app.register(orders, { prefix: "/shops/:shop/orders" });

app.get("/slow", async () => {
	await new Promise((resolve) => setTimeout(resolve, 1500));
	return { slow: true };
});

await app.listen({ port: Number(process.env["PORT"] ?? 3000), host: "127.0.0.1" });
