import type { AlertMatcher, AlertmanagerConfig, Route } from "../../documents/model/alertmanagerConfig.ts";
import { type ItemDraft, withoutQuotes } from "./draft.ts";
import type { NameUse } from "./indexedFile.ts";
import type { IndexReading } from "./indexReading.ts";

/** The tree of routes with its receivers and inhibitions. */
export function readAlertmanagerItems(
	configs: readonly AlertmanagerConfig[],
	reading: IndexReading,
): readonly ItemDraft[] {
	return configs.flatMap(({ span, route, receivers, inhibitions }): readonly ItemDraft[] => [
		{ kind: "configuration", of: "alertmanager", name: "", span, nameSpan: span, uses: [] },
		...routesBelow(route).map((one) => readRoute(one, reading)),
		...receivers.map(
			(receiver): ItemDraft => ({
				kind: "receiver",
				name: receiver.name.value,
				span: receiver.span,
				nameSpan: withoutQuotes(reading.text, receiver.name.span),
				uses: [],
			}),
		),
		...inhibitions.map(
			(inhibition): ItemDraft => ({
				kind: "inhibition",
				name: "",
				span: inhibition.span,
				nameSpan: inhibition.span,
				uses: [...inhibition.source, ...inhibition.target].flatMap((matcher) => alertUse(matcher, reading)),
			}),
		),
	]);
}

/** Without recursion: routes may be nested as deep as their reader allows. */
function routesBelow(top: Route | undefined): readonly Route[] {
	const found: Route[] = [];
	const pending = top === undefined ? [] : [top];
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		found.push(next);
		pending.push(...next.routes.toReversed());
	}
	return found;
}

function readRoute({ receiver, matchers, span }: Route, reading: IndexReading): ItemDraft {
	const nameSpan = receiver === undefined ? span : withoutQuotes(reading.text, receiver.span);
	return {
		kind: "route",
		name: receiver?.value ?? "",
		span,
		nameSpan,
		matchers: matchers.map(({ label, operator, value }) => ({ label, operator, value })),
		uses: [
			...(receiver === undefined ? [] : [{ kind: "receiver" as const, name: receiver.value, span: nameSpan }]),
			...matchers.flatMap((matcher) => alertUse(matcher, reading)),
		],
	};
}

/** What asks for everything but an alert does not name it. */
function alertUse(matcher: AlertMatcher, { text }: IndexReading): readonly NameUse[] {
	const { label, operator, value, span, valueSpan } = matcher;
	if (label !== "alertname" || value === "" || operator === "!=" || operator === "!~") return [];
	const place = withoutQuotes(text, valueSpan ?? span);
	return [{ kind: "alert", name: value, span: place, ...(operator === "=~" ? { pattern: true } : {}) }];
}
