import { setImmediate } from "node:timers/promises";
import { createLanguageService, type LanguageService, type LanguageServicePorts } from "../service.ts";

/** The language service as the command line uses it: no editor, and no server unless one is named. */
export function createCliService(
	log: (text: string) => void,
	ports: Partial<LanguageServicePorts> = {},
): LanguageService {
	return createLanguageService({
		knowledge: () => undefined,
		templates: { read: () => Promise.resolve(undefined) },
		log: (line) => log(`observability: ${line}\n`),
		now: () => Date.now() / 1000,
		pause: () => setImmediate(),
		remembers: false,
		mostProblems: Number.POSITIVE_INFINITY,
		...ports,
	});
}
