import { dirname } from "node:path";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openCatalogue } from "../node/catalogueFile.ts";
import { createLanguageService, type LanguageService, type LanguageServicePorts } from "../service.ts";

/** The language service as the command line uses it: no editor, and no server unless one is named. */
export function createCliService(
	log: (text: string) => void,
	ports: Partial<LanguageServicePorts> = {},
): LanguageService {
	const logLine = (line: string): void => log(`observability: ${line}\n`);
	return createLanguageService({
		knowledge: () => undefined,
		catalogue: openCatalogue(dirname(fileURLToPath(import.meta.url)), logLine),
		templates: { read: () => Promise.resolve(undefined) },
		log: logLine,
		now: () => Date.now() / 1000,
		pause: () => setImmediate(),
		remembers: false,
		mostProblems: Number.POSITIVE_INFINITY,
		...ports,
	});
}
