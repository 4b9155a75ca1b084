//% if framework == "nestjs" %//
import type { NestFastifyApplication } from "@nestjs/platform-fastify";
//% else %//
import type { FastifyInstance } from "fastify";
//% endif %//

//% include "node/healthBase.js" %//

/**
 * `/livez` says that the process can answer: whoever restarts it asks there. `/readyz` says that it can do its work: whoever
 * sends it requests asks there.
 */
export function addHealthChecks(app /*: << appType >> */) /*: void */ {
//% if framework == "nestjs" %//
	const server = app.getHttpAdapter().getInstance();
//% else %//
	const server = app;
//% endif %//
	server.get("/livez", async () => ({ status: "ok" }));
	server.get("/readyz", async (_request, reply) => {
		const { code, body } = await checkReadiness();
		return reply.code(code).send(body);
	});
}
