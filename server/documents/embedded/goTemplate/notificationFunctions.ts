// Source: documentation "Notification template reference" and template/template.go of Alertmanager 0.34; read November 2026.

import { describeTemplateFunction, type TemplateFunctionDoc } from "./functionDocs.ts";
import { notificationFunctions, templateFunctions } from "./functions.ts";

/** A function of Alertmanager's templates: arguments and what comes back in Go's words, and what it does. */
export interface NotificationFunction {
	readonly name: string;
	readonly signature: string;
	readonly doc?: TemplateFunctionDoc;
}

const own: Readonly<Record<string, Omit<NotificationFunction, "name"> & { readonly doc: TemplateFunctionDoc }>> = {
	trimSpace: { signature: "string → string", doc: { summary: "The text without blanks at its beginning and end." } },
	join: {
		signature: "separator string, list of strings → string",
		doc: {
			summary: "The texts of a list as one, with the separator between them.",
			example: '{{ .CommonLabels.Values | join ", " }}',
		},
	},
	safeUrl: { signature: "string → URL", doc: { summary: "Marks the text as a URL that needs no escaping in HTML." } },
	urlUnescape: { signature: "string → string", doc: { summary: "The text with the escapes of a URL resolved." } },
	stringSlice: {
		signature: "strings → list of strings",
		doc: {
			summary: "A list of the texts that are given.",
			example: '{{ .CommonLabels.Remove (stringSlice "alertname" "severity") }}',
		},
	},
	date: {
		signature: "layout string, time → string",
		doc: {
			summary: "The time in a layout of Go's package time.",
			example: '{{ .StartsAt | date "2006-01-02 15:04 MST" }}',
		},
	},
	tz: {
		signature: "zone string, time → time",
		doc: {
			summary: "The same time in another time zone.",
			example: '{{ .StartsAt | tz "Europe/Paris" | date "15:04" }}',
		},
	},
	since: {
		signature: "time → duration",
		doc: { summary: "How much time has gone by since then.", example: "{{ .StartsAt | since | humanizeDuration }}" },
	},
	toDate: {
		signature: "layout string, text string → time",
		doc: {
			summary:
				"The time that the text says in a layout of Go's package time; of any other text the first of all times.",
		},
	},
	mustToDate: {
		signature: "layout string, text string → time",
		doc: {
			summary: "The time that the text says in a layout of Go's package time.",
			trap: "Of any other text the notification fails.",
		},
	},
	toJson: {
		signature: "value → string",
		doc: { summary: "The value as JSON.", example: "{{ .CommonLabels | toJson }}" },
	},
	base64encode: { signature: "string → string", doc: { summary: "The text in base64." } },
	base64decode: { signature: "string → string", doc: { summary: "What a text in base64 says." } },
	list: { signature: "values → list", doc: { summary: "A list of what is given." } },
	append: { signature: "list, values → list", doc: { summary: "The list with more at its end." } },
	dict: {
		signature: "keys and values → map",
		doc: {
			summary: "A map of the keys and values that are given in turn, such as to hand several values to a template.",
			example: '{{ template "line" (dict "alert" . "short" true) }}',
		},
	},
	humanizeDuration: {
		signature: "duration or seconds → string",
		doc: { summary: "A time span in words.", example: "{{ .StartsAt | since | humanizeDuration }} → 1h 2m 3s" },
	},
	now: { signature: "→ time", doc: { summary: "The time at which the notification is written." } },
	match: {
		signature: "pattern string, text string → boolean",
		doc: {
			summary: "Claims that the text holds what the regular expression describes, anywhere in it.",
			example: '{{ if match "^prod" .CommonLabels.env }}…{{ end }}',
		},
	},
	reReplaceAll: {
		signature: "pattern string, replacement string, text string → string",
		doc: {
			summary: "The text with every match of the regular expression replaced; `$1` is the first group.",
			example: '{{ reReplaceAll "(.*):.*" "$1" .CommonLabels.instance }}',
		},
	},
	safeHtml: { signature: "string → HTML", doc: { summary: "Marks the text as HTML that needs no escaping." } },
	or: {
		signature: "values → the first that is not empty, or the last",
		doc: {
			summary: "The first argument that is not empty, or the last one.",
			example: '{{ or .CommonAnnotations.summary "no summary" }}',
		},
	},
	eq: {
		signature: "value, values → boolean",
		doc: {
			summary: "Claims that the first argument equals any of the others.",
			example: '{{ if eq .Status "firing" }}…{{ end }}',
		},
	},
	gt: {
		signature: "value, value → boolean",
		doc: {
			summary: "Claims that the first argument is greater than the second.",
			example: "{{ if gt (len .Alerts.Firing) 1 }}…{{ end }}",
		},
	},
	index: {
		signature: "map or list, keys → value",
		doc: {
			summary: "What a map or list holds under a key; for labels whose names no dot can be put before.",
			example: '{{ index .CommonLabels "my.label" }}',
		},
	},
	printf: {
		signature: "format string, values → string",
		doc: { summary: "The arguments as the format says.", example: '{{ printf "%d alerts" (len .Alerts) }}' },
	},
};

/** Every function that templates of notifications may call; those of Go's text/template are the same as in alerts. */
export const describedNotificationFunctions: readonly NotificationFunction[] = notificationFunctions.map((name) => {
	if (Object.hasOwn(own, name)) return { name, signature: "", ...own[name] };
	const shared = templateFunctions.find((entry) => entry.name === name);
	const doc = describeTemplateFunction(name);
	return { name, signature: shared?.signature ?? "", ...(doc === undefined ? {} : { doc }) };
});
