import type { Problem } from "../../text/problem.ts";
import { SegmentMap } from "../../text/segmentMap.ts";
import type { Span } from "../../text/span.ts";
import { decodeScalar } from "../embedded/decodeScalar.ts";
import { parseTemplate } from "../embedded/goTemplate/parser.ts";
import type { PlacedNode } from "../yaml/node.ts";

/** The first fault of a template of a notification, at its exact place in the file. */
export function findTemplateProblems({ node, base }: PlacedNode): readonly Problem[] {
	if (node.kind !== "scalar") return [];
	const decoded = decodeScalar(node.style, node.raw, node.parentIndent);
	const { problem } = parseTemplate(decoded.text, "notification");
	if (problem === undefined) return [];
	return [
		describeTemplateProblem(
			decoded.text,
			problem.span,
			new SegmentMap(decoded.segments, decoded.start, node.start + base),
		),
	];
}

/** A fault at `span` of a template; `map` leads to the file that it stands in. */
export function describeTemplateProblem(text: string, span: Span, map: SegmentMap): Problem {
	const part = text.slice(span.start, span.end).trim();
	const where = part === "" || part.length > 40 ? "here" : `at \`${part}\``;
	return {
		code: "alertmanager/invalid-template",
		severity: "error",
		span: map.toHostSpan(span),
		message: `This template cannot be read ${where}, so every notification that uses it fails. Check that each \`{{\` has its \`}}\`, that each \`if\`, \`range\` and \`with\` has its \`end\`, and that the function is one of Alertmanager's.`,
	};
}
