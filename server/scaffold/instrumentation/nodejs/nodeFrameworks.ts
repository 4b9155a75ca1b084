import type { NodeProject } from "../../project/nodejs/nodeProject.ts";
import type { InstrumentedFramework } from "../instrumenter.ts";

/** A framework of Node: how it is recognised, where its application is made, and what its templates need to know. */
export interface NodeFramework extends InstrumentedFramework {
	/** The package that a project with this framework depends on; none for what Node brings. */
	readonly package?: string;
	/** The folder of its templates for metrics and health checks. */
	readonly templates: "express" | "fastify" | "http" | "nextjs";
	/** What the call that makes the application is called in this text, as a regular expression without groups. */
	callee(text: string): string | undefined;
}

/** The outer ones first: an application of NestJS depends on Express too. */
export const NODE_FRAMEWORKS: readonly NodeFramework[] = [
	{ id: "nextjs", label: "Next.js", package: "next", templates: "nextjs", callee: () => undefined },
	{
		id: "nestjs",
		label: "NestJS",
		package: "@nestjs/core",
		templates: "express",
		callee: () => "NestFactory\\.create",
	},
	{
		id: "fastify",
		label: "Fastify",
		package: "fastify",
		templates: "fastify",
		callee: (text) => importedName(text, "fastify"),
	},
	{
		id: "express",
		label: "Express",
		package: "express",
		templates: "express",
		callee: (text) => importedName(text, "express"),
	},
	{
		id: "http",
		label: "Node's http, without a framework",
		templates: "http",
		callee: () => "(?:https?\\.)?createServer",
	},
];

/** Those that the project depends on; Node's own where a source makes a server and there is none. */
export function findNodeFrameworks(project: NodeProject): readonly string[] {
	const { dependencies } = project.manifest;
	const found = NODE_FRAMEWORKS.filter((each) => each.package !== undefined && dependencies.has(each.package));
	// Next.js and NestJS bring what they build on; that is nothing to choose.
	const outer = found[0];
	if (outer?.id === "nextjs" || outer?.id === "nestjs") return [outer.id];
	if (found.length > 0) return found.map(({ id }) => id);
	return [...project.sources.values()].some((text) => /\bcreateServer\s*\(/.test(text)) ? ["http"] : [];
}

/** What a default import, or `require`, of the package is called in this text. */
function importedName(text: string, name: string): string | undefined {
	const quoted = `["']${name}["']`;
	const patterns = [
		`import\\s+(\\w+)(?:\\s*,\\s*\\{[^}]*\\})?\\s+from\\s*${quoted}`,
		`import\\s+\\*\\s+as\\s+(\\w+)\\s+from\\s*${quoted}`,
		`import\\s+(\\w+)\\s*=\\s*require\\(\\s*${quoted}`,
		`import\\s*\\{[^}]*\\b(${name})\\b[^}]*\\}\\s*from\\s*${quoted}`,
		`(?:const|let|var)\\s+(\\w+)\\s*=\\s*require\\(\\s*${quoted}\\s*\\)`,
		`(?:const|let|var)\\s*\\{[^}]*\\b(${name})\\b[^}]*\\}\\s*=\\s*require\\(\\s*${quoted}`,
	];
	for (const pattern of patterns) {
		const found = new RegExp(pattern).exec(text)?.[1];
		if (found !== undefined) return found;
	}
	return undefined;
}
