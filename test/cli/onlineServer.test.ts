import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CommandLine } from "../support/commandLine.ts";

/** A Prometheus that also gives out tokens; it notes who asks for what. */
const asked: { readonly path: string; readonly authorization: string | undefined }[] = [];
const server = createServer((request, response) => {
	const { pathname } = new URL(request.url ?? "/", "http://localhost");
	asked.push({ path: pathname, authorization: request.headers.authorization });
	request.resume().on("end", () => {
		response.writeHead(200, { "content-type": "application/json" });
		if (pathname === "/token") {
			response.end(JSON.stringify({ access_token: "given-token", token_type: "Bearer", expires_in: 600 }));
			return;
		}
		const data = pathname.endsWith("/buildinfo")
			? { version: "3.4.5", goVersion: "go1" }
			: { resultType: "vector", result: [] };
		response.end(JSON.stringify({ status: "success", data }));
	});
});
const line = new CommandLine();
let origin: string;

beforeAll(async () => {
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	await line.build();
}, 60_000);

afterAll(() => {
	server.closeAllConnections();
	server.close();
	line.remove();
});

beforeEach(() => {
	asked.length = 0;
	line.write({
		"rules.yaml": "groups:\n  - name: g\n    rules:\n      - alert: Down\n        expr: up == 0\n",
		".observability.yaml": `environments:
  - { name: open, url: "${origin}" }
  - { name: basic, url: "${origin}/prefix", auth: basic, username: me }
  - { name: bearer, url: "${origin}", auth: bearer }
  - name: oauth2
    url: ${origin}
    auth: oauth2
    oauth2: { tokenUrl: "${origin}/token", clientId: us }
  - name: sigv4
    url: ${origin}
    auth: sigv4
    sigv4: { region: eu-central-1, accessKeyId: AKIDEXAMPLE }
`,
		"secret.txt": "from-a-file\n",
	});
});

const commands = {
	check: ["check", "rules.yaml"],
	backtest: ["backtest", "rules.yaml", "--since", "1h"],
};
const encoded = (text: string): string => Buffer.from(text).toString("base64");

describe.each(["check", "backtest"] as const)("%s --online NAME", (command) => {
	test.each([
		["open", {}, undefined],
		["basic", { OBSERVABILITY_PASSWORD: "hidden" }, `Basic ${encoded("me:hidden")}`],
		["basic", { OBSERVABILITY_PASSWORD_FILE: "secret.txt" }, `Basic ${encoded("me:from-a-file")}`],
		["bearer", { OBSERVABILITY_TOKEN: "hidden" }, "Bearer hidden"],
		["oauth2", { OBSERVABILITY_CLIENT_SECRET: "hidden" }, "Bearer given-token"],
		["sigv4", { OBSERVABILITY_SECRET_ACCESS_KEY: "hidden" }, expect.stringContaining("Credential=AKIDEXAMPLE/")],
	])("signs in as the environment says: %s with %j", async (name, secrets, authorization) => {
		const environment = { ...secrets, OBSERVABILITY_ORIGINS: `https://other.example ${origin}/` };
		const { code, out, error } = await line.run([...commands[command], "--online", name], { environment });
		expect(error).toBe("");
		expect(out).not.toMatch(/hidden|from-a-file|given-token/);
		expect(code).toBe(0);
		const questions = asked.filter(({ path }) => path !== "/token");
		expect(questions.length).toBeGreaterThan(0);
		for (const question of questions) expect(question.authorization).toEqual(authorization);
		if (name === "basic") expect(questions.every(({ path }) => path.startsWith("/prefix/"))).toBe(true);
	});

	test.each([
		["no such environment", "production", {}, /no environment of \.observability\.yaml: there are open, basic, /],
		["no secret", "bearer", { OBSERVABILITY_ORIGINS: "*" }, /needs a token for http:\S+: set OBSERVABILITY_TOKEN, or /],
		["no file", "bearer", { OBSERVABILITY_TOKEN_FILE: "none.txt" }, /none\.txt, which OBSERVABILITY_TOKEN_FILE names/],
		["nobody who may have it", "bearer", { OBSERVABILITY_TOKEN: "hidden" }, /set OBSERVABILITY_ORIGINS=http:/],
		[
			"another who may",
			"oauth2",
			{ OBSERVABILITY_CLIENT_SECRET: "hidden", OBSERVABILITY_ORIGINS: "https://other.example" },
			/would send its client secret to http:/,
		],
	])("%s: nobody is asked", async (_, name, environment, reason) => {
		const { code, out, error } = await line.run([...commands[command], "--online", name], { environment });
		expect(error).toMatch(reason);
		expect(out + error).not.toContain("hidden");
		expect(code).toBe(2);
		expect(asked).toEqual([]);
	});
});
