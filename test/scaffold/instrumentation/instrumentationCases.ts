import type { ScaffoldCase } from "../scaffoldCase.ts";
import {
	django,
	expressCommonJs,
	expressTypeScript,
	fastapi,
	fastify,
	flask,
	moveTo,
	nestjs,
	nextjs,
	plainHttp,
} from "./sampleProjects.ts";

const everything = "metrics, tracing, logs, health, business, prober";

const projects = {
	"Express, TypeScript": expressTypeScript,
	"Express, CommonJS, an old Node, Windows": expressCommonJs,
	Fastify: fastify,
	NestJS: nestjs,
	"Next.js": nextjs,
	"Node's http": plainHttp,
	FastAPI: fastapi,
	"Flask with structlog": flask,
	Django: django,
	"one of several programs": { ...moveTo("services/api", expressTypeScript), ...moveTo("services/shop", fastapi) },
};

/** Every framework with everything, on the application's port and on one of its own, and each part alone. */
export const instrumentationCases: readonly ScaffoldCase[] = [
	...Object.entries(projects).flatMap(([title, files]): readonly ScaffoldCase[] => [
		{ id: "instrumentation", title, answers: { parts: everything }, scene: { files } },
		{
			id: "instrumentation",
			title: `${title}: a port of its own`,
			answers: { parts: "metrics", port: "9464", path: "/internal/metrics" },
			scene: { files },
		},
	]),
	...everything.split(", ").flatMap((part): readonly ScaffoldCase[] => [
		{
			id: "instrumentation",
			title: `${part} alone, Node`,
			answers: { parts: part },
			scene: { files: expressTypeScript },
		},
		{ id: "instrumentation", title: `${part} alone, Python`, answers: { parts: part }, scene: { files: django } },
	]),
];
