import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The templates that came with the program in `folder`: beside it or above. */
export function findTemplates(folder: string): string {
	for (let each = folder; ; each = dirname(each)) {
		const templates = join(each, "templates");
		if (existsSync(join(templates, "slo", "template.json"))) return templates;
		if (each === dirname(each)) return join(folder, "templates");
	}
}
