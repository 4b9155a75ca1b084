/** Labels of a PrometheusRule from `release=monitoring, team=payments`; a message where Kubernetes would refuse them. */
export type LabelsResult =
	| { readonly kind: "labels"; readonly labels: readonly (readonly [string, string])[] }
	| { readonly kind: "invalid"; readonly message: string };

export function parseResourceLabels(text: string): LabelsResult {
	const labels = new Map<string, string>();
	for (const part of text.split(",").filter((candidate) => candidate.trim() !== "")) {
		const match = /^\s*([^=:\s]+)\s*[=:]\s*(.*?)\s*$/.exec(part);
		if (match === null) return invalid(`Write "${part.trim()}" as name=value; several are separated by commas.`);
		const [, key = "", value = ""] = match;
		const name = key.slice(key.indexOf("/") + 1);
		const prefix = key.includes("/") ? key.slice(0, key.indexOf("/")) : undefined;
		if (!labelName.test(name) || (prefix !== undefined && !isSubdomain(prefix))) {
			return invalid(`Kubernetes takes no label named "${key}": letters, digits, "-", "_" and "." only, at most 63.`);
		}
		if (value !== "" && !labelName.test(value)) {
			return invalid(`Kubernetes takes no label value "${value}": letters, digits, "-", "_" and "." only, at most 63.`);
		}
		labels.set(key, value);
	}
	return { kind: "labels", labels: [...labels] };
}

/** Answers a message where this is no name of a namespace (RFC 1123 label). */
export function checkNamespace(name: string): string | undefined {
	if (name === "") return "Give the namespace that the PrometheusRule goes to, such as monitoring.";
	if (name.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) return undefined;
	return `"${name}" cannot be a namespace: lower-case letters, digits and "-" only, at most 63, no "-" at either end.`;
}

/** From Kubernetes, "Labels and Selectors", syntax and character set. */
const labelName = /^(?=.{1,63}$)[A-Za-z0-9]([-\w.]*[A-Za-z0-9])?$/;

function isSubdomain(text: string): boolean {
	return text.length <= 253 && text.split(".").every((part) => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(part));
}

function invalid(message: string): LabelsResult {
	return { kind: "invalid", message };
}
