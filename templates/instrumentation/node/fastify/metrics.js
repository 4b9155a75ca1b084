//% if metricsPort %//
import { createServer } from "node:http";
//% endif %//
import type { ServerResponse } from "node:http";
//% if framework == "nestjs" %//
import type { NestFastifyApplication } from "@nestjs/platform-fastify";
//% else %//
import type { FastifyInstance } from "fastify";
//% endif %//
import { << clientNames >> } from "<< client >>";

//% include "node/metricsBase.js" %//

/** What asks every few seconds is no traffic of anybody. */
const unmeasured = new Set(["<< metricsPath >>", "/livez", "/readyz"]);

/** Measures every request. Call it before routes and plugins are added. */
export function addMetrics(app /*: << appType >> */) /*: void */ {
//% if framework == "nestjs" %//
	const server = app.getHttpAdapter().getInstance();
	server.addHook("onRequest", async (request, reply) => {
//% else %//
	app.addHook("onRequest", async (request, reply) => {
//% endif %//
		if (unmeasured.has(request.routeOptions.url ?? "")) return;
		// The pattern of the route, never the path, which has as many values as there are visitors.
		startRequest(request.method, reply.raw, () => request.routeOptions.url ?? "unmatched");
	});
//% unless metricsPort %//
//% if framework == "nestjs" %//
	server.get("<< metricsPath >>", async (_request, reply) => {
//% else %//
	app.get("<< metricsPath >>", async (_request, reply) => {
//% endif %//
		return reply.type(register.contentType).send(await register.metrics());
	});
//% endunless %//
}

//% include "node/startRequest.js" %//
//% if metricsPort %//

//% include "node/metricsServer.js" %//
//% endif %//
