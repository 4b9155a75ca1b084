import type { Collected, Family } from "../../scripts/catalogue/family.ts";
import { joinFamilies } from "../../scripts/catalogue/joinFamilies.ts";
import { writeCatalogue } from "../../scripts/catalogue/writeCatalogue.ts";
import { MetricCatalogue } from "../../server/metrics/offline/catalogue.ts";

export type WrittenFamily = Partial<Family> & { readonly name: string };

/** What one exporter exposes: gauges without labels unless something else is said. */
export function collect(exporter: string, ...families: readonly WrittenFamily[]): Collected {
	return {
		exporter,
		version: "1.0",
		origin: "nowhere",
		how: "scraped",
		families: families.map((family) => ({ type: "gauge", unit: "", help: "", labels: [], ...family })),
	};
}

/** The catalogue that the script would write of these, as the server reads it. */
export function catalogueOf(sources: readonly Collected[], standard: readonly Collected[] = []): MetricCatalogue {
	const text = writeCatalogue(sources, joinFamilies(sources, new Set(standard)));
	return new MetricCatalogue(() => text);
}
