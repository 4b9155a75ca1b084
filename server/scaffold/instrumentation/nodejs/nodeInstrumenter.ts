import { type NodeProject, readNodeProject } from "../../project/nodejs/nodeProject.ts";
import { nameOf } from "../../project/projectFolder.ts";
import type { Instrumenter } from "../instrumenter.ts";
import { findNodeEvidence } from "./nodeEvidence.ts";
import { findNodeFrameworks, NODE_FRAMEWORKS } from "./nodeFrameworks.ts";
import { planNext } from "./planNext.ts";
import { planNode } from "./planNode.ts";

/** Node.js: Express, Fastify, NestJS, Next.js and Node's own http, in TypeScript or JavaScript of any module system. */
export const nodeInstrumenter: Instrumenter = {
	ecosystem: "Node.js",
	frameworks: NODE_FRAMEWORKS,
	manifests: ["package.json"],
	isManifest: (name) => name === "package.json",
	async inspect(folder) {
		const project = await readNodeProject(folder);
		if (project === undefined) return undefined;
		const has = findNodeEvidence(project);
		const name = project.manifest.name.replace(/^@[^/]*\//, "") || nameOf(folder.folder) || "app";
		return {
			name,
			frameworks: findNodeFrameworks(project),
			summary: describe(project),
			has,
			async plan(request) {
				const framework = NODE_FRAMEWORKS.find(({ id }) => id === request.framework);
				if (framework === undefined) return { newFiles: [], edits: [], notes: [], view: {} };
				if (framework.id === "nextjs") return planNext(project, request, has, name);
				return planNode(project, framework, request, has, name);
			},
		};
	},
};

function describe({ typescript, manifest, entry }: NodeProject): string {
	const client = ["@prometheus-io/client", "prom-client"].find((name) => manifest.dependencies.has(name));
	return [
		typescript ? "TypeScript" : "JavaScript",
		manifest.type === "module" ? "ES modules" : "CommonJS",
		...(manifest.isWorkspaceRoot ? ["root of workspaces"] : []),
		entry ?? "no entry file found",
		...(client === undefined ? [] : [client]),
	].join(", ");
}
