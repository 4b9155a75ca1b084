import type { Answers } from "../../../server/scaffold/scaffold.ts";

/** A small real application, instrumented and run by the suite. Its folder is in `apps/`. */
export interface SampleApp {
	readonly name: string;
	readonly answers: Answers;
	/** The script of package.json that runs it; `start` where it is left out. */
	readonly script?: string;
	/** Compiled with tsc before it is run. */
	readonly typescript?: true;
	/** Metrics are served on a port of their own. */
	readonly ownPort?: true;
	/** What the label `http_route` says of `/shops/1/orders/2` and of `/slow`. */
	readonly routes: { readonly order: string; readonly slow: string };
	/** What a user writes by hand afterwards, by file: a logger in place of console, a readiness check. */
	readonly byHand: Readonly<Record<string, readonly (readonly [found: string, written: string])[]>>;
}

const everything = "metrics, tracing, logs, health, business, prober";

const check = (call: string) =>
	`${call}\naddReadinessCheck("database", async () => {\n  if (process.env["DATABASE_DOWN"] !== undefined) throw new Error("postgres://user:secret@db");\n});`;

/** Applications of Node. */
export const nodeApps: readonly SampleApp[] = [
	{
		name: "express",
		answers: { parts: everything },
		typescript: true,
		routes: { order: "/shops/:shop/orders/:order", slow: "/slow" },
		byHand: {
			"src/orders.ts": [
				["console.info", "logger.info"],
				['from "express";', 'from "express";\nimport { logger } from "./logger.js";'],
			],
			"src/server.ts": [
				["{ addHealthChecks }", "{ addHealthChecks, addReadinessCheck }"],
				["addHealthChecks(app);", check("addHealthChecks(app);")],
			],
		},
	},
	{
		name: "expressCommonJs",
		answers: { parts: everything },
		routes: { order: "/shops/:shop/orders/:order", slow: "/slow" },
		byHand: {
			"index.js": [
				["console.info", "require('./logger').logger.info"],
				["{ addHealthChecks }", "{ addHealthChecks, addReadinessCheck }"],
				["addHealthChecks(app);", check("addHealthChecks(app);")],
			],
		},
	},
	{
		name: "fastify",
		answers: { parts: everything },
		typescript: true,
		routes: { order: "/shops/:shop/orders/:order", slow: "/slow" },
		byHand: {
			"src/main.ts": [
				["console.info", "logger.info"],
				["{ addHealthChecks }", "{ addHealthChecks, addReadinessCheck }"],
				['from "./metrics.js";', 'from "./metrics.js";\nimport { logger } from "./logger.js";'],
				["addHealthChecks(app);", check("addHealthChecks(app);")],
			],
		},
	},
	{
		name: "nestjs",
		script: "start:prod",
		answers: { parts: everything },
		typescript: true,
		routes: { order: "/shops/:shop/orders/:order", slow: "/slow" },
		byHand: {
			"src/orders.controller.ts": [
				["console.info", "logger.info"],
				['from "@nestjs/common";', 'from "@nestjs/common";\nimport { logger } from "./logger";'],
			],
			"src/main.ts": [
				["{ addHealthChecks }", "{ addHealthChecks, addReadinessCheck }"],
				["addHealthChecks(app);", check("addHealthChecks(app);")],
			],
		},
	},
	{
		name: "nodeHttp",
		answers: { parts: everything },
		ownPort: true,
		routes: { order: "/shops/:shop/orders/:order", slow: "/slow" },
		byHand: {
			"src/server.js": [
				["console.info", "logger.info"],
				["{ addMetrics }", "{ addMetrics, nameRoute }"],
				["{ answerHealthCheck }", "{ addReadinessCheck, answerHealthCheck }"],
				["from './metrics.js'", "from './metrics.js'\nimport { logger } from './logger.js'"],
				[
					"if (shop !== undefined) {",
					"if (shop !== undefined) {\n        nameRoute(req, '/shops/:shop/orders/:order')",
				],
				["'/slow') {", "'/slow') {\n        nameRoute(req, '/slow')"],
				["addMetrics(server)", check("addMetrics(server)")],
			],
		},
	},
];
