import { decodePercent } from "../../base/decodePercent.ts";
import { assess } from "../../workspace/overview/assess.ts";
import { placesOf, renderAssessment } from "../../workspace/overview/renderAssessment.ts";
import { uriOf } from "../ruleTest/chosenRule.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import { documentScaffold } from "./documentScaffold.ts";

/** What the services of the workspace have and lack, as `observability assess` tells it. */
export const assessmentScaffold = documentScaffold("assessment", async ({ evidence, answers, context }) => {
	const found = await assess(context.graph, async () => {});
	// A page that is there already is of the workspace; the report does not count itself.
	const own = context.graph.file(uriOf(answers["path"] ?? "", context));
	const assessment = own === undefined ? found : { ...found, files: found.files - 1 };
	const lines = await readLines(placesOf(assessment), context);
	const up = "../".repeat((answers["path"] ?? "").split("/").length - 1);
	const report = renderAssessment(assessment, {
		title: evidence.title,
		placeOf(uri, offset) {
			const target = uri.startsWith(context.files.uri) ? uri.slice(context.files.uri.length) : uri;
			const line = lines.get(`${uri}#${offset}`);
			const link = target === uri ? uri : up + target;
			const text = decodePercent(target);
			return line === undefined ? { text, link } : { text: `${text}:${line}`, link: `${link}#L${line}` };
		},
	});
	return { report: report.trimEnd() };
});

/** The lines, from one, of places in files of the folder. */
async function readLines(
	places: readonly { readonly uri: string; readonly offset: number }[],
	{ files }: ScaffoldContext,
): Promise<ReadonlyMap<string, number>> {
	const lines = new Map<string, number>();
	for (const [uri, of] of Map.groupBy(places, (place) => place.uri)) {
		if (!uri.startsWith(files.uri)) continue;
		const text = await files.read(decodePercent(uri.slice(files.uri.length)));
		if (text === undefined) continue;
		for (const { offset } of of) lines.set(`${uri}#${offset}`, text.slice(0, offset).split(/\r\n|\r|\n/).length);
	}
	return lines;
}
