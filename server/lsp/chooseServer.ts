import type { ResolvedConfiguration } from "../checks/configuration/configuration.ts";
import type { ServerSettings } from "../protocol/messages.ts";
import type { Settings } from "./settings.ts";

/**
 * The server that is asked: the one that the settings name; where they name none, that of the user's own servers which the
 * configuration of the workspace calls by its name; else the first. A file can choose among them and bring no other one.
 */
export function chooseServer(
	{ active, unchosen }: Settings,
	configuration: ResolvedConfiguration,
	roots: readonly string[],
): ServerSettings | undefined {
	const [root] = roots;
	if (unchosen === undefined || root === undefined) return active;
	// What counts for all of the workspace counts for a file of any name.
	const wanted = configuration.prometheusOf?.(`${root}.`)?.name;
	return unchosen.find(({ name }) => name === wanted) ?? active;
}
