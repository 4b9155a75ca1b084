import type { QueryAnswer, WireResult } from "../../../server/protocol/query.ts";

/** More characters than these are no help to a reader, and slow to lay out. */
const mostCharacters = 200_000;

export interface RawText {
	readonly text: string;
	/** Series that are not in the text. */
	readonly left: number;
}

/** An answer in the shape of Prometheus's own API, a line for each series, cut where it is long. */
export function writeRaw(answer: QueryAnswer): RawText {
	if (answer.kind !== "ok") return { text: JSON.stringify(answer, undefined, 2), left: 0 };
	const { result } = answer;
	const lines: string[] = [];
	let length = 0;
	const items = itemsOf(result);
	for (const item of items.list) {
		const line = `      ${JSON.stringify(item())}`;
		length += line.length;
		if (length > mostCharacters) break;
		lines.push(line);
	}
	const { warnings, infos } = result;
	const rest = Object.entries({ warnings, infos }).flatMap(([name, texts]) =>
		texts.length === 0 ? [] : [`  ${JSON.stringify(name)}: ${JSON.stringify(texts)}`],
	);
	const data = `  "data": {\n    "resultType": ${JSON.stringify(items.type)},\n    "result": [\n${lines.join(",\n")}\n    ]\n  }`;
	return {
		text: `{\n${['  "status": "success"', data, ...rest].join(",\n")}\n}`,
		left: items.list.length - lines.length,
	};
}

function itemsOf({ data }: WireResult): { readonly type: string; readonly list: readonly (() => unknown)[] } {
	switch (data.kind) {
		case "scalar":
			return { type: "scalar", list: [() => data.sample.time, () => String(data.sample.value)] };
		case "string":
			return { type: "string", list: [() => data.time, () => data.value] };
		case "vector":
			return {
				type: "vector",
				list: data.series.map(
					({ labels, sample, histogram }) =>
						() =>
							histogram === undefined
								? { metric: labels, value: [sample.time, String(sample.value)] }
								: {
										metric: labels,
										histogram: [sample.time, { count: String(histogram.count), sum: String(histogram.sum) }],
									},
				),
			};
		case "columns":
			return {
				type: "matrix",
				list: data.series.map(({ labels, values }) => () => ({
					metric: labels,
					values: values.flatMap((value, index) =>
						value === null ? [] : [[data.start + index * data.step, String(value)]],
					),
				})),
			};
		default:
			return data satisfies never;
	}
}
