import { type Node, type ParseError, parseTree } from "jsonc-parser";
import type { Dashboard } from "../../documents/model/dashboard.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import { Refusal } from "../scaffoldLogic.ts";

/** A dashboard of the workspace as it is written: JSON, which may stand in a block of YAML. */
export interface DashboardText {
	readonly path: string;
	/** The whole file. */
	readonly text: string;
	/** The dashboard in it, by whose offsets `root` counts. */
	readonly json: string;
	readonly start: number;
	readonly root: Node;
	readonly model: Dashboard;
}

/** Reads a file's dashboard; a `Refusal` says why nothing can be added to it. */
export async function readDashboardText(path: string, context: ScaffoldContext): Promise<DashboardText> {
	const refuse = (message: string) => new Refusal("dashboard", message);
	const text = await context.files.read(path);
	if (text === undefined) throw refuse(`There is no file ${path} that can be read.`);
	const model = context.parse({
		uri: `${context.files.uri}${path}`,
		languageId: path.endsWith(".json") ? "json" : "yaml",
		version: 0,
		text,
	});
	const [dashboard, ...others] = model.dashboards;
	if (dashboard === undefined) throw refuse(`${path} holds no dashboard.`);
	if (others.length > 0)
		throw refuse(`${path} holds ${others.length + 1} dashboards; add the panel by hand to the one that is meant.`);
	if (dashboard.form === "libraryPanel") throw refuse(`${path} is a single library panel, not a dashboard.`);
	if (model.isCertain !== undefined) {
		throw refuse(
			`${path} is a template of a Helm chart, whose braces a panel's own would be mixed up with; add the panel by hand.`,
		);
	}
	const { start, end } = dashboard.span;
	const json = text.slice(start, end);
	const faults: ParseError[] = [];
	const root = parseTree(json, faults, { allowTrailingComma: false, disallowComments: true });
	if (root === undefined || root.type !== "object" || faults.length > 0) {
		throw refuse(
			`The dashboard in ${path} is not written as plain JSON, so nothing can be added to it without writing it anew.`,
		);
	}
	return { path, text, json, start, root, model: dashboard };
}
