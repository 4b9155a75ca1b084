import { setImmediate } from "node:timers/promises";
import { createLanguageService, type LanguageService } from "../service.ts";
import type { Surroundings } from "./command.ts";

/** The language service as the command line uses it: no editor, and no server unless one is named. */
export function createCliService({ error }: Pick<Surroundings, "error">): LanguageService {
	return createLanguageService({
		knowledge: () => undefined,
		templates: { read: () => Promise.resolve(undefined) },
		log: (line) => error(`observability: ${line}\n`),
		now: () => Date.now() / 1000,
		pause: () => setImmediate(),
	});
}
