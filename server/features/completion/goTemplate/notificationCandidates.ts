import {
	defaultNotificationTemplates,
	type NotificationField,
	notificationFields,
} from "../../../documents/embedded/goTemplate/notificationData.ts";
import { describedNotificationFunctions } from "../../../documents/embedded/goTemplate/notificationFunctions.ts";
import type { FieldOwner } from "../../../documents/embedded/goTemplate/notificationPath.ts";
import type { Route } from "../../../documents/model/alertmanagerConfig.ts";
import type { DocumentModel } from "../../../documents/model.ts";
import { documentTemplateFunction } from "../../documentTemplateFunction.ts";
import type { Candidate } from "../candidate.ts";
import { keywordCandidates as allKeywords } from "./templateCandidates.ts";

export const keywordCandidates = allKeywords;

/** Labels and annotations that most alerts have. */
const usualLabels = ["alertname", "severity", "job", "instance", "namespace", "cluster", "service", "team"];
const usualAnnotations = ["summary", "description", "runbook_url", "message", "dashboard_url"];

/** What may follow a dot. */
export function fieldCandidates(model: DocumentModel, { type }: FieldOwner): readonly Candidate[] {
	switch (type) {
		case undefined:
			return [...fieldsOf(notificationFields.data, 1), ...fieldsOf(notificationFields.alert, 2)].filter(
				({ label }, index, all) => all.findIndex((other) => other.label === label) === index,
			);
		case "labels":
			return [
				...[...new Set([...gatherLabels(model), ...usualLabels])].map((name) => namedCandidate(name, "label")),
				...fieldsOf(notificationFields.labels, 3),
			];
		case "annotations":
			return [
				...[...new Set([...gatherAnnotations(model), ...usualAnnotations])].map((name) =>
					namedCandidate(name, "value"),
				),
				...fieldsOf(notificationFields.annotations, 3),
			];
		default:
			return fieldsOf(notificationFields[type], 1);
	}
}

function namedCandidate(name: string, kind: "label" | "value"): Candidate {
	return { label: name, kind, insert: name, rank: 1 };
}

/** What has fields of its own goes on with a dot. */
function fieldsOf(fields: Readonly<Record<string, NotificationField>> | undefined, rank: number): readonly Candidate[] {
	return Object.entries(fields ?? {}).map(([name, { type, documentation }]): Candidate => {
		const goesOn = type === "labels" || type === "annotations";
		const named = goesOn && name !== "Remove";
		return {
			label: name,
			kind: "value",
			insert: named ? `${name}.` : name,
			documentation,
			rank,
			...(named ? { retrigger: true } : {}),
		};
	});
}

/** Values that begin with a dot, variables and functions. */
export function operandCandidates(variables: readonly string[], piped: boolean): readonly Candidate[] {
	const functions = describedNotificationFunctions.map(
		({ name, signature, doc }): Candidate => ({
			label: name,
			kind: "function",
			insert: name,
			...(signature === "" ? {} : { detail: signature }),
			...(doc === undefined ? {} : { documentation: documentTemplateFunction(doc) }),
			rank: 2,
		}),
	);
	if (piped) return functions;
	const declared = variables
		.filter((name) => name !== "$")
		.map((name): Candidate => ({ label: name, kind: "value", insert: name, detail: "declared above", rank: 1 }));
	return [...declared, ...functions];
}

/** The templates that the file defines, then those that come with Alertmanager. */
export function templateNameCandidates({ regions }: DocumentModel): readonly Candidate[] {
	const defined = regions
		.filter(({ context }) => context.templateData === "alertmanager")
		.flatMap(({ text }) => [...text.matchAll(/\{\{-?\s*(?:define|block)\s+"([^"\\]+)"/g)])
		.map(([, name = ""]) => name);
	const own = [...new Set(defined)];
	return [
		...own.map(
			(name): Candidate => ({ label: name, kind: "value", insert: name, detail: "defined in this file", rank: 1 }),
		),
		...defaultNotificationTemplates
			.filter((name) => !own.includes(name))
			.map(
				(name): Candidate => ({
					label: name,
					kind: "value",
					insert: name,
					detail: "comes with Alertmanager",
					rank: name.startsWith("__") ? 3 : 2,
				}),
			),
	];
}

function gatherLabels({ alertmanagers, regions }: DocumentModel): readonly string[] {
	const found = namesBehind(regions, /\.(?:Labels|CommonLabels|GroupLabels)\.([a-z_]\w*)/g);
	const visit = (route: Route): void => {
		for (const { label } of route.matchers) found.push(label);
		for (const { value } of route.groupBy) found.push(value);
		for (const child of route.routes) visit(child);
	};
	for (const { route } of alertmanagers) if (route !== undefined) visit(route);
	return found.filter((name) => /^[a-zA-Z_]\w*$/.test(name));
}

function gatherAnnotations({ regions }: DocumentModel): readonly string[] {
	return namesBehind(regions, /\.(?:Annotations|CommonAnnotations)\.([a-z_]\w*)/g);
}

function namesBehind(regions: DocumentModel["regions"], pattern: RegExp): string[] {
	const others = regions.filter(({ context }) => context.templateData === "alertmanager");
	const names = others.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, name = ""]) => name));
	// What is being written is no name yet: a name that stands in the texts once may be just that.
	return names.filter((name, index) => names.indexOf(name) !== index);
}
