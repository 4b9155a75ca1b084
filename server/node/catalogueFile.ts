import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { MetricCatalogue } from "../metrics/offline/catalogue.ts";

/** Where it is made, and where the build puts it. */
const places = ["data/catalogue/metrics.txt", "dist/metrics.txt"];

/**
 * The catalogue of well-known exporters that came with the program in `folder`. It is read when it is asked for first, and
 * at once: a quarter of a megabyte from disk takes no longer than asking whether it is there.
 */
export function openCatalogue(folder: string, log: (line: string) => void): MetricCatalogue {
	return new MetricCatalogue(() => {
		for (let root = folder; ; root = dirname(root)) {
			for (const place of places) {
				try {
					return readFileSync(join(root, place), "utf8");
				} catch {
					// It is in the other place, or further up.
				}
			}
			if (root === dirname(root)) break;
		}
		log("The catalogue of exporters' metrics is missing; the installation is not whole.");
		return "";
	});
}
