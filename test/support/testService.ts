import type { Check } from "../../server/checks/check.ts";
import { MetricKnowledge } from "../../server/metrics/knowledge.ts";
import type { PrometheusApi } from "../../server/metrics/port.ts";
import { createLanguageService, type LanguageService, type LanguageServicePorts } from "../../server/service.ts";
import type { SourceDocument } from "../../server/text/sourceDocument.ts";
import { languageOfFile } from "./fileHosts.ts";

export interface TestService extends LanguageService {
	/** What the service logged: nothing, unless something went wrong. */
	readonly logged: readonly string[];
	readonly knowledge: MetricKnowledge | undefined;
}

/**
 * The whole service in memory; without an `api` no server is configured. Only what the languages demand is checked unless
 * `checks` are given, so that a test of something else does not have to please them all.
 */
export function createTestService(
	api?: PrometheusApi,
	checks: readonly Check[] = [],
	ports: Partial<LanguageServicePorts> = {},
): TestService {
	const logged: string[] = [];
	const knowledge = api === undefined ? undefined : new MetricKnowledge(api);
	const service = createLanguageService({
		knowledge: () => knowledge,
		checks,
		templates: { read: () => Promise.resolve(undefined) },
		log: (line) => logged.push(line),
		now: () => 1_800_000_000,
		pause: () => Promise.resolve(),
		...ports,
	});
	return { ...service, logged, knowledge };
}

let files = 0;

/** A file of its own, so that no test meets what another has left, in the language that it begins like. */
export function createDocument(text: string, version = 1, uri?: string): SourceDocument {
	files += 1;
	const languageId = uri === undefined ? languageOfFile(text) : "yaml";
	return { uri: uri ?? `file:///rules/${files}.${languageId}`, languageId, version, text };
}

export const never: AbortSignal = new AbortController().signal;
