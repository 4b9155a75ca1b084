import { isClassicLabelName } from "../../promql/names.ts";
import type { Answers } from "../scaffold.ts";
import type { ScaffoldContext } from "../scaffoldContext.ts";
import { type AlertStyle, type Field, usualStyle } from "./dressAlert.ts";
import { findTeamStyle } from "./teamStyle.ts";

/** The style that the answers ask for: that of the workspace's alerts, or what was said. */
export function readStyle(answers: Answers, context: Pick<ScaffoldContext, "graph">): AlertStyle {
	const { style } = findTeamStyle(context);
	if (answers["style"] !== "own") return style;
	const severities = readSeverities(answers["severities"] ?? "");
	const labels = readFields(answers["labels"] ?? "");
	const [summary = "", description = "", runbook = ""] = readNames(answers["annotations"] ?? "");
	return {
		...style,
		...(severities.kind === "severities" ? severities.style : {}),
		labels: labels.kind === "fields" ? labels.fields : [],
		annotations: { summary, description, runbook },
	};
}

export function writeSeverities({ severityLabel, severities }: AlertStyle): string {
	if (severityLabel === "") return "";
	return `${severityLabel}: ${severities.critical}, ${severities.warning}, ${severities.info}`;
}

export function writeFields(fields: readonly Field[]): string {
	return fields.map(({ key, value }) => `${key}=${value}`).join(", ");
}

export function writeAnnotationNames({ annotations }: AlertStyle): string {
	const { summary, description, runbook } = annotations;
	return `${summary === "" ? "-" : summary}, ${description === "" ? "-" : description}, ${runbook === "" ? "-" : runbook}`;
}

export function checkSeverities(text: string): string | undefined {
	const read = readSeverities(text);
	return read.kind === "severities" ? undefined : read.message;
}

export function checkFields(text: string): string | undefined {
	const read = readFields(text);
	return read.kind === "fields" ? undefined : read.message;
}

/** Summary, description and link; a dash leaves one out. */
export function checkAnnotationNames(text: string): string | undefined {
	const names = readNames(text);
	if (names.length !== 3)
		return "Give three names with commas between, such as summary, description, runbook_url; - for none.";
	const odd = names.find((name) => name !== "" && !isClassicLabelName(name));
	if (odd !== undefined) return `"${odd}" cannot be the name of an annotation.`;
	const given = names.filter((name) => name !== "");
	return new Set(given).size === given.length ? undefined : "Each text needs a name of its own.";
}

function readNames(text: string): readonly string[] {
	return text.split(",").map((name) => (name.trim() === "-" ? "" : name.trim()));
}

type ReadSeverities =
	| { readonly kind: "severities"; readonly style: Pick<AlertStyle, "severityLabel" | "severities"> }
	| { readonly kind: "invalid"; readonly message: string };

function readSeverities(text: string): ReadSeverities {
	if (text.trim() === "") {
		return { kind: "severities", style: { severityLabel: "", severities: usualStyle.severities } };
	}
	const match = /^\s*([^:=\s]+)\s*[:=]\s*(.*)$/.exec(text);
	const values = (match?.[2] ?? "").split(",").map((value) => value.trim());
	const [critical = "", warning = "", info = ""] = values;
	if (match === null || values.length !== 3 || values.includes("")) {
		return {
			kind: "invalid",
			message:
				"Write the label and its three values from urgent to merely told, such as severity: critical, warning, info.",
		};
	}
	const severityLabel = match[1] ?? "";
	if (!isClassicLabelName(severityLabel) || severityLabel === "alertname") {
		return { kind: "invalid", message: `"${severityLabel}" cannot be the name of a label that rules set.` };
	}
	return { kind: "severities", style: { severityLabel, severities: { critical, warning, info } } };
}

type ReadFields =
	| { readonly kind: "fields"; readonly fields: readonly Field[] }
	| { readonly kind: "invalid"; readonly message: string };

function readFields(text: string): ReadFields {
	const fields: Field[] = [];
	for (const part of text.split(",").filter((each) => each.trim() !== "")) {
		const match = /^\s*([^=:\s]+)\s*[=:]\s*(.*?)\s*$/.exec(part);
		if (match === null)
			return { kind: "invalid", message: `Write "${part.trim()}" as name=value; several with commas.` };
		const [, key = "", value = ""] = match;
		if (!isClassicLabelName(key) || key === "alertname" || key.startsWith("__")) {
			return { kind: "invalid", message: `"${key}" cannot be the name of a label that rules set.` };
		}
		if (value === "") return { kind: "invalid", message: `The label ${key} has no value.` };
		fields.push({ key, value });
	}
	return { kind: "fields", fields };
}
