import type { ProjectFolder } from "../project/projectFolder.ts";
import type { ScaffoldFile } from "../scaffold.ts";
import type { View } from "../templateEngine.ts";

/** What can be added to a program; the values of the question `parts`. */
export type InstrumentationPart = "metrics" | "tracing" | "logs" | "health" | "business" | "prober";

/**
 * Adds instrumentation to the programs of one ecosystem. It looks at the project's files and writes nothing: what it says
 * becomes new files, laid out from `templates/instrumentation/`, and edits of files that are there.
 */
export interface Instrumenter {
	/** As users call it: `Node.js`, `Python`. */
	readonly ecosystem: string;
	readonly frameworks: readonly InstrumentedFramework[];
	/** The files that make a folder a project of it, as a message lists them. */
	readonly manifests: readonly string[];
	/** Claims that a file of this name makes its folder a project of this ecosystem. */
	isManifest(name: string): boolean;
	/** What there is in the folder; `undefined` where it is no project of this ecosystem after all. */
	inspect(folder: ProjectFolder): Promise<InspectedProject | undefined>;
}

export interface InstrumentedFramework {
	/** The value of the question `framework`; unique among all ecosystems. */
	readonly id: string;
	readonly label: string;
}

export interface InspectedProject {
	/** What the project calls itself, or else its folder's name. */
	readonly name: string;
	/** Ids of the frameworks that were found, the one that serves first. */
	readonly frameworks: readonly string[];
	/** In a few words what was found: `TypeScript, ES modules, src/server.ts, prom-client`. */
	readonly summary: string;
	/** The parts that the project has already, with what shows it: `prom-client in package.json`. */
	readonly has: ReadonlyMap<InstrumentationPart, string>;
	plan(request: InstrumentationRequest): Promise<InstrumentationPlan>;
}

export interface InstrumentationRequest {
	readonly framework: string;
	readonly parts: ReadonlySet<InstrumentationPart>;
	/** Where metrics are served: a path, and a port where it is not the application's own. */
	readonly metricsPath: string;
	readonly metricsPort?: number;
}

/** Paths are relative to the project's folder, with `/`. */
export interface InstrumentationPlan {
	readonly newFiles: readonly NewFile[];
	/** Edits of files that are there; each with its `base`. */
	readonly edits: readonly ScaffoldFile[];
	readonly notes: readonly string[];
	/** What the templates of the new files lay out. */
	readonly view: View;
}

export interface NewFile {
	/** Below `templates/instrumentation/`. */
	readonly template: string;
	readonly path: string;
	readonly description: string;
	/** See `finish` of a target. */
	readonly finish?: string;
}
