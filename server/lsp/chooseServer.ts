import type { ResolvedConfiguration } from "../checks/configuration/configuration.ts";
import type { Environment } from "../metrics/environment.ts";
import type { Settings } from "./settings.ts";

/** Where servers can be named beside the settings. */
export interface NamedServers {
	readonly configuration: ResolvedConfiguration;
	readonly roots: readonly string[];
	/** What the files of the workspace name counts. */
	readonly trusted: boolean;
}

/**
 * The server that is asked: the one that the settings name; where they name none, that which the configuration of the
 * workspace says the rules are for, by its name or its address; else the first. Without trust a file can choose among the
 * user's own servers and bring no other one.
 */
export function chooseServer(settings: Settings, named: NamedServers): Environment | undefined {
	const { servers, wanted } = settings;
	const offered = [...servers, ...environmentsBeside(servers, named)];
	if (wanted !== undefined) return offered.find(({ name }) => name === wanted);
	const choice = choiceOf(named);
	const chosen =
		offered.find(({ name }) => name === choice?.name) ??
		// By the address alone only where no name says otherwise.
		(choice?.name === undefined ? offered.find(({ url }) => sameAddress(url, choice?.url)) : undefined);
	return chosen ?? offered[0];
}

/** Those that the files of the workspace name, without those whose name the settings have. */
export function environmentsBeside(
	servers: readonly Environment[],
	{ configuration, roots: [root], trusted }: NamedServers,
): readonly Environment[] {
	if (!trusted || root === undefined) return [];
	const all = configuration.environmentsOf?.(anyFileIn(root)) ?? [];
	return all.filter(({ name }) => servers.every((server) => server.name !== name));
}

function choiceOf({ configuration, roots: [root] }: NamedServers) {
	return root === undefined ? undefined : configuration.prometheusOf?.(anyFileIn(root));
}

/** What counts for all of the workspace counts for a file of any name. */
function anyFileIn(root: string): string {
	return `${root}.`;
}

function sameAddress(a: string, b: string | undefined): boolean {
	return b !== undefined && a.replace(/\/+$/, "") === b.replace(/\/+$/, "");
}
