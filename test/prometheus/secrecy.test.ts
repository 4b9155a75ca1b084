import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AuthKind, authKinds, type Environment } from "../../server/metrics/environment.ts";
import { createHttpPrometheus } from "../../server/node/httpPrometheus.ts";
import { redact } from "../../server/node/redact.ts";

/**
 * Secrets are planted wherever one can be, and a hostile server repeats all that it hears: in errors, warnings, redirects,
 * texts that are no JSON. Nothing that a person or a log sees may hold one of them.
 */
let url: string;
let echo: (status: number, kind: "json" | "text" | "warning" | "redirect") => void;
const server = createServer(async (request, response) => {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const body = Buffer.concat(chunks).toString("utf8");
	const heard = `${JSON.stringify(request.headers)} ${decodeAll(JSON.stringify(request.headers))} ${body}`;
	const { status, kind } = behaviour;
	if (kind === "redirect")
		response.setHeader("location", `http://elsewhere.example.org/?seen=${encodeURIComponent(heard)}`);
	response.writeHead(status, { "content-type": kind === "text" ? "text/plain" : "application/json" });
	const error = { status: "error", errorType: "bad_data", error: heard };
	const success = {
		status: "success",
		data: { resultType: "scalar", result: [1, "1"] },
		warnings: [heard],
		infos: [heard],
	};
	response.end(kind === "text" ? heard : JSON.stringify(kind === "warning" ? success : error));
});
let behaviour: { status: number; kind: "json" | "text" | "warning" | "redirect" } = { status: 200, kind: "json" };

beforeAll(async () => {
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	echo = (status, kind) => {
		behaviour = { status, kind };
	};
});
afterAll(async () => {
	server.closeAllConnections();
	await new Promise<void>((resolve) => server.close(() => resolve()));
});

/** What a hostile server could work out of a Basic header. */
function decodeAll(text: string): string {
	return [...text.matchAll(/Basic ([A-Za-z0-9+/=]+)/g)]
		.map(([, encoded = ""]) => Buffer.from(encoded, "base64").toString("utf8"))
		.join(" ");
}

/** Long enough not to stand in ordinary words by chance, of signs that headers can hold. */
const secretText = fc.stringMatching(/^[A-Za-z0-9!$%&()*+,./:;<=>?@^_{|}~-]{12,40}$/);

function plant(auth: AuthKind, secrets: readonly string[]): Environment {
	const [, header = "", key = ""] = secrets;
	return {
		name: "planted",
		url,
		auth,
		username: "me",
		sigv4: { region: "eu-central-1", accessKeyId: "AKIDEXAMPLE" },
		oauth2: { tokenUrl: `${url}/token`, clientId: "me" },
		headers: { "X-Api-Key": header, Cookie: `session=${key}` },
		timeout: 5,
	};
}

test("no secret is in an answer or a line of the log, whatever a server repeats", async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.tuple(secretText, secretText, secretText),
			fc.constantFrom(...authKinds),
			fc.constantFrom(200, 302, 307, 400, 401, 403, 404, 418, 422, 429, 500, 503),
			fc.constantFrom("json", "text", "warning", "redirect"),
			async (secrets, auth, status, kind) => {
				echo(status, kind);
				const log: string[] = [];
				const health: unknown[] = [];
				const api = createHttpPrometheus({
					server: plant(auth, secrets),
					credential: async () => secrets[0],
					log: (line) => log.push(line),
					onHealth: (told) => health.push(told),
				});
				const { signal } = new AbortController();
				const answers = [
					await api.instantQuery("up", { signal }),
					await api.buildInfo({ signal }),
					await api.ruleStates({ signal }),
					await api.labelNames([], { signal }),
				];
				await api.close();
				const seen = JSON.stringify([answers, log, health]);
				for (const secret of secrets) {
					const forms = [secret, encodeURIComponent(secret), Buffer.from(`me:${secret}`).toString("base64")];
					for (const form of forms) expect(seen).not.toContain(JSON.stringify(form).slice(1, -1));
				}
			},
		),
		{ numRuns: 150 },
	);
});

test("the longest secret is taken out first, so that none leaves its end behind", () => {
	expect(redact("with abcdefgh and abcd", ["abcd", "abcdefgh"])).toBe("with … and …");
});
