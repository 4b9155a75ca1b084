import type { Problem } from "../../text/problem.ts";
import { SegmentMap } from "../../text/segmentMap.ts";
import { decodeScalar } from "../embedded/decodeScalar.ts";
import { parseTemplate } from "../embedded/goTemplate/parser.ts";
import type { PlacedNode } from "../yaml/node.ts";

/** The first fault of a template of a notification, at its exact place in the file. */
export function findTemplateProblems({ node, base }: PlacedNode): readonly Problem[] {
	if (node.kind !== "scalar") return [];
	const decoded = decodeScalar(node.style, node.raw, node.parentIndent);
	const { problem } = parseTemplate(decoded.text, "notification");
	if (problem === undefined) return [];
	const map = new SegmentMap(decoded.segments, decoded.start, node.start + base);
	const part = decoded.text.slice(problem.span.start, problem.span.end).trim();
	const where = part === "" || part.length > 40 ? "here" : `at \`${part}\``;
	return [
		{
			code: "alertmanager/invalid-template",
			severity: "error",
			span: map.toHostSpan(problem.span),
			message: `This template cannot be read ${where}, so every notification of this integration fails. Check that each \`{{\` has its \`}}\`, that each \`if\`, \`range\` and \`with\` has its \`end\`, and that the function is one of Alertmanager's.`,
		},
	];
}
