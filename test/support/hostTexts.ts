import { parse } from "yaml";

/** Every text in a JSON or YAML file, in order, with those of dashboards that stand in it as text. */
export function textsOf(file: string): readonly string[] {
	return flatten(parse(file)).map(withoutCall);
}

function flatten(value: unknown): readonly string[] {
	if (typeof value === "string") return value.startsWith('{\n  "title"') ? flatten(JSON.parse(value)) : [value];
	return typeof value === "object" && value !== null ? Object.values(value).flatMap(flatten) : [];
}

/** Of a variable's query, the expression in it. */
function withoutCall(text: string): string {
	return text.replace(/^query_result\(([\s\S]*)\)$/, "$1");
}
