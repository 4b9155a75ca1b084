import type { Environment, SecretKind, WantedSecret } from "../../server/metrics/environment.ts";
import type { Answer } from "../../server/metrics/port.ts";
import { createHttpPrometheus, type HttpPrometheus } from "../../server/node/httpPrometheus.ts";
import type { ProxySurroundings } from "../../server/node/proxy.ts";

export interface OpenedApi {
	readonly api: HttpPrometheus;
	/** Lines of the log. */
	readonly log: readonly string[];
	/** The secrets that were asked for, in order. */
	readonly asked: readonly WantedSecret[];
}

/** The client as the language server makes it, with these secrets. */
export function openApi(
	environment: Partial<Environment> & { readonly url: string },
	secrets: Readonly<Partial<Record<SecretKind, string>>> = {},
	more: { readonly proxies?: ProxySurroundings; readonly folder?: string } = {},
): OpenedApi {
	const log: string[] = [];
	const asked: WantedSecret[] = [];
	const { proxies, folder } = more;
	const api = createHttpPrometheus({
		server: { name: "test", ...environment },
		credential: async (wanted) => {
			asked.push(wanted);
			return secrets[wanted.kind];
		},
		log: (line) => log.push(line),
		...(proxies === undefined ? {} : { proxies: () => proxies }),
		...(folder === undefined ? {} : { folder }),
	});
	return { api, log, asked };
}

/** What a user would read: the value of `query`, or the sentence that says why there is none. */
export async function askValue(api: HttpPrometheus, query = "vector(42)"): Promise<string> {
	const answer = await api.instantQuery(query, { signal: new AbortController().signal });
	return describeAnswer(answer);
}

function describeAnswer(answer: Answer<{ readonly data: unknown }>): string {
	switch (answer.kind) {
		case "unavailable":
			return `${answer.cause}: ${answer.reason}`;
		case "unsupported":
			return `unsupported: ${answer.what}`;
		case "ok": {
			const { data } = answer.value as {
				readonly data: { readonly series?: readonly { sample: { value: number } }[] };
			};
			return String(data.series?.[0]?.sample.value);
		}
		default:
			return answer satisfies never;
	}
}
