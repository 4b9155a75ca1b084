import type { Answers } from "../../../server/scaffold/scaffold.ts";

/** A small real application, instrumented and run by the suite. Its folder is in `apps/`. */
export interface SampleApp {
	readonly name: string;
	readonly answers: Answers;
	/** The script of package.json that runs it, `start` where it is left out; of Python the module and its arguments. */
	readonly script?: string;
	/** What builds it, by the name of a script. */
	readonly build?: string;
	/** It logs to stdout alone. */
	readonly keepsLogs?: true;
	/** Compiled with tsc before it is run. */
	readonly typescript?: true;
	/** Several processes answer, and tell their metrics as one. */
	readonly workers?: true;
	/** False where the framework is not told that a client has gone away. */
	readonly seesAborts?: false;
	/** How its files of Python are quoted; what is added has to be formatted in the same way. */
	readonly quotes?: "single";
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
		name: "nextjs",
		build: "build",
		keepsLogs: true,
		answers: { parts: everything },
		routes: { order: "/shops/[shop]/orders/[order]", slow: "/slow" },
		byHand: {
			"app/shops/[shop]/orders/[order]/route.ts": [
				["console.info", "logger.info"],
				["export async", 'import { logger } from "../../../../../logger";\n\nexport async'],
			],
			"app/readyz/route.ts": [
				["{ answerReadiness }", "{ addReadinessCheck, answerReadiness }"],
				["export const GET", `${check("")}\n\nexport const GET`],
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

const pythonCheck = (indent: string) =>
	`${indent}add_readiness_check("database", lambda: 1 / 0 if os.environ.get("DATABASE_DOWN") else None)`;

/** Applications of Python. */
export const pythonApps: readonly SampleApp[] = [
	{
		name: "fastapi",
		script: "uvicorn shop.main:app --host 127.0.0.1 --port $PORT",
		answers: { parts: everything },
		seesAborts: false,
		routes: { order: "/shops/{shop}/orders/{order}", slow: "/slow" },
		byHand: {
			"shop/main.py": [
				["import logging", "import logging\nimport os"],
				["import add_health_checks", "import add_health_checks, add_readiness_check"],
				["add_health_checks(app)", `add_health_checks(app)\n${pythonCheck("")}`],
			],
		},
	},
	{
		name: "flask",
		script: 'gunicorn --bind 127.0.0.1:$PORT --workers 2 --threads 4 "app:create_app()"',
		answers: { parts: everything },
		seesAborts: false,
		workers: true,
		quotes: "single",
		routes: { order: "/shops/<shop>/orders/<order>", slow: "/slow" },
		byHand: {
			"app.py": [
				["import logging", "import logging\nimport os"],
				["import add_health_checks", "import add_health_checks, add_readiness_check"],
				["add_health_checks(app)", `add_health_checks(app)\n${pythonCheck("    ")}`],
			],
		},
	},
	{
		name: "django",
		script: "gunicorn --bind 127.0.0.1:$PORT --workers 2 --threads 4 shop.wsgi",
		answers: { parts: everything },
		seesAborts: false,
		workers: true,
		routes: { order: "/shops/<str:shop>/orders/<str:order>", slow: "/slow" },
		byHand: {
			"shop/urls.py": [
				["from django.urls", "import os\n\nfrom django.urls"],
				["import live, ready", "import add_readiness_check, live, ready"],
				["urlpatterns", `${pythonCheck("")}\n\nurlpatterns`],
			],
		},
	},
];
