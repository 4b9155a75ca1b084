import type { MetricRegistration } from "../../code/metricRegistration.ts";
import { isTestCode } from "../../code/testCode.ts";
import type { IndexedFile } from "./indexedFile.ts";

/** What a file of source code brings to the graph; nothing where it registers no metric that somebody scrapes. */
export function readIndexedCode(uri: string, registrations: readonly MetricRegistration[]): IndexedFile | undefined {
	const [first] = registrations;
	if (first === undefined || isTestCode(uri, first.language)) return undefined;
	const items = registrations.map((registration) => {
		const { name, span, nameSpan } = registration;
		return { kind: "metric" as const, name, span, nameSpan, uses: [], registration };
	});
	return { uri, items };
}
