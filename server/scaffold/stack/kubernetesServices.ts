import { isMap, parseAllDocuments } from "yaml";
import type { ScaffoldContext, ScaffoldFiles } from "../scaffoldContext.ts";

/** A Service of Kubernetes, as a manifest of the workspace has it. */
export interface KubernetesService {
	readonly path: string;
	readonly name: string;
	readonly namespace?: string;
	readonly labels: Readonly<Record<string, string>>;
	/** Of its ports; those without a name are left out, as a monitor cannot name them. */
	readonly ports: readonly string[];
}

/** Manifests that are read; of a workspace with more the first ones, by their paths. */
const mostFiles = 1_000;

/** The Services in plain manifests; those of templates of charts have names that are only known once they are rendered. */
export function findKubernetesServices({
	files,
}: Pick<ScaffoldContext, "files">): Promise<readonly KubernetesService[]> {
	const known = found.get(files) ?? readServices(files);
	found.set(files, known);
	return known;
}

/** Of one look at a folder: several questions of a scaffold ask for the same. */
const found = new WeakMap<ScaffoldFiles, Promise<readonly KubernetesService[]>>();

async function readServices(files: ScaffoldFiles): Promise<readonly KubernetesService[]> {
	const { paths } = await files.list();
	const services: KubernetesService[] = [];
	for (const path of paths.filter((each) => /\.ya?ml$/.test(each)).slice(0, mostFiles)) {
		const text = await files.read(path);
		if (text === undefined || !/^kind:\s*["']?Service["']?\s*$/m.test(text) || text.includes("{{")) continue;
		for (const document of parseAllDocuments(text)) {
			if (document.errors.length > 0 || !isMap(document.contents) || document.get("kind") !== "Service") continue;
			const service: unknown = document.toJS({ maxAliasCount: 100 });
			const read = readService(path, service);
			if (read !== undefined) services.push(read);
		}
	}
	return services;
}

function readService(path: string, service: unknown): KubernetesService | undefined {
	const metadata = fieldOf(service, "metadata");
	const name = fieldOf(metadata, "name");
	if (typeof name !== "string") return undefined;
	const namespace = fieldOf(metadata, "namespace");
	const labels = fieldOf(metadata, "labels");
	const ports = fieldOf(fieldOf(service, "spec"), "ports");
	return {
		path,
		name,
		...(typeof namespace === "string" ? { namespace } : {}),
		labels:
			typeof labels === "object" && labels !== null
				? Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, String(value)]))
				: {},
		ports: Array.isArray(ports)
			? ports.flatMap((port: unknown) => {
					const portName = fieldOf(port, "name");
					return typeof portName === "string" ? [portName] : [];
				})
			: [],
	};
}

function fieldOf(value: unknown, key: string): unknown {
	return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
