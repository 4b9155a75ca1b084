import type { MetricRegistration } from "../../code/metricRegistration.ts";
import type { IndexedFile } from "./indexedFile.ts";

/** What a file of source code brings to the graph; nothing where it registers no metric. */
export function readIndexedCode(uri: string, registrations: readonly MetricRegistration[]): IndexedFile | undefined {
	if (registrations.length === 0) return undefined;
	const items = registrations.map((registration) => {
		const { name, span, nameSpan } = registration;
		return { kind: "metric" as const, name, span, nameSpan, uses: [], registration };
	});
	return { uri, items };
}
