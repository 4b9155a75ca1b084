import { describe, expect, test } from "vitest";
import type { Answers } from "../../../server/scaffold/scaffold.ts";
import { type Files, openScaffolds, renderScaffold } from "../../support/scaffolds.ts";
import {
	django,
	expressCommonJs,
	expressTypeScript,
	fastapi,
	fastify,
	flask,
	moveTo,
	nestjs,
	plainHttp,
} from "./sampleProjects.ts";

const noSignal = new AbortController().signal;

/** What is added to a file that is there, as the lines that a comparison would show. */
async function added(files: Files, path: string, answers: Answers): Promise<readonly string[]> {
	const { files: rendered } = await renderScaffold("instrumentation", answers, { files });
	const before = new Set((files[path] ?? "").split("\n"));
	const edit = rendered.find((file) => file.path === path);
	expect(edit?.base, path).toBe(files[path]);
	return (edit?.content ?? "").split("\n").filter((line) => !before.has(line));
}

async function notesOf(files: Files, answers: Answers): Promise<string> {
	const { notes, files: rendered } = await renderScaffold("instrumentation", answers, { files });
	return [...rendered.map(({ path }) => path), ...notes].join("\n");
}

describe("the smallest edit", () => {
	const metrics = { parts: "metrics, health" };

	test.for<[string, Files, string, readonly string[]]>([
		[
			"TypeScript, ES modules",
			expressTypeScript,
			"src/server.ts",
			[
				'import { addHealthChecks } from "./health.js";',
				'import { addMetrics } from "./metrics.js";',
				"addHealthChecks(app);",
				"addMetrics(app);",
			],
		],
		[
			"CommonJS without semicolons, with single quotes and Windows line ends",
			expressCommonJs,
			"index.js",
			[
				"const { addHealthChecks } = require('./health')\r",
				"const { addMetrics } = require('./metrics')\r",
				"addHealthChecks(app)\r",
				"addMetrics(app)\r",
			],
		],
		[
			"a call over several lines, with brackets in its comments",
			fastify,
			"server.mjs",
			[
				'import { addHealthChecks } from "./health.mjs";',
				'import { addMetrics } from "./metrics.mjs";',
				"addHealthChecks(app);",
				"addMetrics(app);",
			],
		],
		[
			"inside of a function",
			nestjs,
			"src/main.ts",
			[
				"import { addHealthChecks } from './health';",
				"import { addMetrics } from './metrics';",
				"  addHealthChecks(app);",
				"  addMetrics(app);",
			],
		],
		[
			"the handler of a server",
			plainHttp,
			"server.js",
			[
				'import { answerHealthCheck } from "./health.js";',
				'import { addMetrics } from "./metrics.js";',
				"  if (answerHealthCheck(request, response)) return;",
				"addMetrics(server);",
			],
		],
		[
			"a package of Python",
			fastapi,
			"shop/main.py",
			[
				"from .health import add_health_checks",
				"from .metrics import add_metrics",
				"add_health_checks(app)",
				"add_metrics(app)",
			],
		],
		[
			"a factory",
			flask,
			"app.py",
			[
				"from health import add_health_checks",
				"from metrics import add_metrics",
				"    add_health_checks(app)",
				"    add_metrics(app)",
			],
		],
		["settings of Django", django, "shop/settings.py", ['    "shop.metrics.MetricsMiddleware",']],
		[
			"URLs of Django",
			django,
			"shop/urls.py",
			[
				"from shop.health import live, ready",
				"from shop.metrics import expose_metrics",
				'    path("livez", live),',
				'    path("readyz", ready),',
				'    path("metrics", expose_metrics),',
			],
		],
	])("%s", async ([, files, path, lines]) => {
		expect((await added(files, path, metrics)).filter((line) => line.trim() !== "")).toEqual(lines);
	});

	test("keeps the layout and the order of package.json", async () => {
		expect(await added(expressTypeScript, "package.json", { parts: "metrics" })).toEqual([
			'    "@prometheus-io/client": "^0.16.1",',
			"  },",
			'  "devDependencies": {',
			'    "@types/express": "^5.0.6"',
		]);
	});

	test("keeps comments of pyproject.toml, and gives the last item its comma", async () => {
		expect(await added(fastapi, "pyproject.toml", { parts: "metrics" })).toEqual([
			'    "uvicorn",',
			'    "prometheus_client~=0.26.0",',
		]);
	});

	test("pins where the other requirements are pinned", async () => {
		expect(await added(flask, "requirements.txt", { parts: "metrics" })).toEqual(["prometheus_client==0.26.0"]);
	});

	test("lets every script that runs the program load the SDK first", async () => {
		expect(await added(nestjs, "package.json", { parts: "tracing" })).toContain(
			'  "scripts": { "start:prod": "node --import ./dist/instrumentation.js dist/main" },',
		);
	});
});

describe("what is there already", () => {
	test("an old Node gets the client that runs on it, and no SDK that does not", async () => {
		const told = await notesOf(expressCommonJs, { parts: "metrics, tracing" });
		expect(told).toContain("OpenTelemetry's SDK needs Node 22.15, and this project says that it runs on 18.");
		expect(await added(expressCommonJs, "package.json", { parts: "metrics" })).toContain(
			'\t\t"prom-client": "^15.1.3"',
		);
	});

	test.for<[string, Files]>([
		["a library", { ...expressTypeScript, "package.json": withDependency("express-prom-bundle") }],
		[
			"a registry of one's own",
			{ ...expressTypeScript, "src/prom.ts": 'app.get("/metrics", async () => register.metrics());\n' },
		],
	])("%s that measures requests is not joined by a second one", async ([, files]) => {
		expect(await notesOf(files, { parts: "metrics" })).toMatch(
			/^metrics: the project has it already \(.+\), so nothing was added\.$/,
		);
	});

	test("one registry: prom-client where the project has it", async () => {
		const files = { ...expressTypeScript, "package.json": withDependency("prom-client") };
		const { files: rendered } = await renderScaffold("instrumentation", { parts: "metrics" }, { files });
		const all = rendered.map(({ content }) => content).join("\n");
		expect(all).toContain('from "prom-client"');
		expect(all).not.toContain("@prometheus-io/client");
	});

	test("default metrics are collected once", async () => {
		const files = { ...expressTypeScript, "src/prom.ts": 'collectDefaultMetrics({ prefix: "my_" });\n' };
		const { files: rendered } = await renderScaffold("instrumentation", { parts: "metrics" }, { files });
		expect(rendered.find(({ path }) => path === "src/metrics.ts")?.content).not.toContain("collectDefaultMetrics");
	});

	test("a file of the same name that is not ours stays", async () => {
		const files = { ...expressTypeScript, "src/metrics.ts": "export const answer = 42;\n" };
		const told = await notesOf(files, { parts: "metrics" });
		expect(told).toContain("src/observability/metrics.ts");
		expect(await added(files, "src/server.ts", { parts: "metrics" })).toContain(
			'import { addMetrics } from "./observability/metrics.js";',
		);
	});

	test("what was changed in our files by hand stays, and only what is missing is added", async () => {
		const first = await renderScaffold("instrumentation", { parts: "metrics" }, { files: expressTypeScript });
		const files = {
			...expressTypeScript,
			...Object.fromEntries(first.files.map(({ path, content }) => [path, content])),
		};
		const changed = { ...files, "src/metrics.ts": `${files["src/metrics.ts"]}// Mine.\n` };
		const second = await renderScaffold("instrumentation", { parts: "metrics, health" }, { files: changed });
		expect(second.files.map(({ path }) => path)).toEqual(["src/health.ts", "src/server.ts"]);
	});
});

describe("what is not certain is left to the user", () => {
	test.for<[string, Files, RegExp]>([
		[
			"two applications",
			{
				...expressTypeScript,
				"src/server.ts": 'import express from "express";\nconst a = express();\nconst b = express();\n',
			},
			/2 places make an application of Express \(src\/server\.ts\): In src\/server\.ts, import addMetrics from src\/metrics\.ts and call `addMetrics\(app\)`/,
		],
		[
			"an application that is made in passing",
			{ ...expressTypeScript, "src/server.ts": 'import express from "express";\nexpress().listen(3000);\n' },
			/No file was found that makes the application of Express/,
		],
		[
			"no entry file",
			{ "package.json": '{ "dependencies": { "express": "^5.0.0" } }\n' },
			/No file was found that makes the application of Express/,
		],
		[
			"no application of Flask",
			{ "requirements.txt": "flask\n" },
			/No module was found that makes the application of Flask/,
		],
		[
			"settings of Django in two modules",
			{ ...django, "shop/settings_test.py": "", "shop/production.py": "MIDDLEWARE = [\n]\n" },
			/No single module of settings with MIDDLEWARE was found/,
		],
		[
			"a setup.py",
			{ "setup.py": "setup(install_requires=['flask'])\n", "app.py": flask["app.py"] ?? "" },
			/Add to the project's dependencies and install: prometheus_client>=0\.26\.0\./,
		],
	])("%s", async ([, files, told]) => {
		expect(await notesOf(files, { parts: "metrics", framework: guess(files) })).toMatch(told);
	});

	test("a folder without a program is said to have none", async () => {
		const scaffolds = await openScaffolds({ files: { "README.md": "Hello\n" } });
		const step = { id: "instrumentation", question: "project", answers: {} };
		expect(await scaffolds.choices(step, noSignal)).toMatchObject({
			choices: [],
			note: expect.stringContaining("No program was found"),
		});
		expect(await scaffolds.validate(step, ".")).toContain("has none of package.json");
	});

	test("a package.json that is no JSON is no project", async () => {
		const scaffolds = await openScaffolds({ files: { "package.json": "{ broken" } });
		expect(
			(await scaffolds.choices({ id: "instrumentation", question: "project", answers: {} }, noSignal)).choices,
		).toEqual([]);
	});
});

test("a folder whose name has quotes in it makes no broken string", async () => {
	const name = "it's mine";
	const files = { [`${name}/requirements.txt`]: "flask\n", [`${name}/app.py`]: flask["app.py"] ?? "" };
	const { files: rendered } = await renderScaffold("instrumentation", { parts: "tracing" }, { files });
	expect(rendered.map(({ content }) => content).join("\n")).toContain(`"OTEL_SERVICE_NAME", "it's mine"`);
});

test("a project that runs on an old Python is told what is needed", async () => {
	const files = {
		...fastapi,
		"pyproject.toml": `${fastapi["pyproject.toml"]}requires-python = ">=3.9"\n`,
		"uv.lock": "",
	};
	const told = await notesOf(files, { parts: "metrics" });
	expect(told).toContain("What was added needs Python 3.11");
	expect(told).toContain("`uv sync`");
});

test("the programs of a monorepo are offered, each with what it is", async () => {
	const files = {
		"package.json": '{ "private": true, "workspaces": ["services/*"] }\n',
		...moveTo("services/api", expressTypeScript),
		...moveTo("services/shop", fastapi),
		...moveTo("services/api/node_modules/express", { "package.json": "{}" }),
	};
	const scaffolds = await openScaffolds({ files, at: { path: "services/shop/shop/main.py", offset: 0 } });
	const { choices, suggested } = await scaffolds.choices(
		{ id: "instrumentation", question: "project", answers: {} },
		noSignal,
	);
	expect(choices.map(({ value, description, detail }) => `${value}: ${description}; ${detail}`)).toEqual([
		"services/api: Express; TypeScript, ES modules, src/server.ts",
		"services/shop: FastAPI; Python, pyproject.toml, uvicorn",
		".: Node.js; JavaScript, CommonJS, root of workspaces, no entry file found",
	]);
	expect(suggested).toBe("services/shop");
	const { files: rendered } = await renderScaffold(
		"instrumentation",
		{ project: "services/api", parts: "metrics" },
		{ files },
	);
	expect(rendered.map(({ path }) => path)).toEqual([
		"services/api/src/metrics.ts",
		"services/api/src/server.ts",
		"services/api/package.json",
	]);
});

test("of several frameworks the one that serves is suggested, and the others are offered", async () => {
	const files = {
		...fastapi,
		"package.json": expressTypeScript["package.json"] ?? "",
		"src/server.ts": expressTypeScript["src/server.ts"] ?? "",
	};
	const scaffolds = await openScaffolds({ files });
	const { choices, suggested } = await scaffolds.choices(
		{ id: "instrumentation", question: "framework", answers: { project: "." } },
		noSignal,
	);
	expect(suggested).toBe("express");
	expect(choices.filter(({ description }) => description?.startsWith("found")).map(({ value }) => value)).toEqual([
		"express",
		"fastapi",
	]);
});

function withDependency(name: string): string {
	return `{ "type": "module", "scripts": { "start": "node dist/server.js" }, "dependencies": { "express": "^5.0.0", "${name}": "^15.0.0" } }\n`;
}

function guess(files: Files): string {
	const text = Object.values(files).join("\n").toLowerCase();
	return ["express", "flask", "django"].find((name) => text.includes(name)) ?? "";
}
