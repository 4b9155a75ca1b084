import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface TokenEndpoint {
	readonly url: string;
	/** The bodies and Authorization headers of the requests for a token. */
	readonly asked: readonly { readonly authorization: string | undefined; readonly body: URLSearchParams }[];
	/** The tokens that have been given out and not been taken back. */
	readonly valid: Set<string>;
	/** What to do from now on. */
	behave(next: TokenBehaviour): void;
	stop(): Promise<void>;
}

export type TokenBehaviour = "healthy" | "short" | "invalidClient" | "echo" | "html" | "redirect";

/** Gives out tokens to the client `observability` with the secret `secret`. */
export async function startTokenEndpoint(secret: string): Promise<TokenEndpoint> {
	const asked: { authorization: string | undefined; body: URLSearchParams }[] = [];
	const valid = new Set<string>();
	let behaviour: TokenBehaviour = "healthy";
	const server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const body = new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
		const { authorization } = request.headers;
		asked.push({ authorization, body });
		const send = (status: number, answer: object) => {
			response.writeHead(status, { "content-type": "application/json" });
			response.end(JSON.stringify(answer));
		};
		switch (behaviour) {
			case "html":
				response.writeHead(200, { "content-type": "text/html" });
				response.end("<html>Sign in</html>");
				return;
			case "redirect":
				response.writeHead(307, { location: "http://127.0.0.1:9/elsewhere" });
				response.end();
				return;
			case "echo":
				return send(400, { error: "invalid_request", error_description: `cannot use ${secret} (${authorization})` });
			case "invalidClient":
				return send(400, { error: "invalid_client", error_description: "who are you?" });
			default: {
				if (readBasic(authorization) !== `observability:${secret}` && body.get("client_secret") !== secret)
					return send(401, { error: "invalid_client" });
				const token = `token-${asked.length}-of-${behaviour}`;
				valid.add(token);
				return send(200, {
					access_token: token,
					token_type: "Bearer",
					expires_in: behaviour === "short" ? 0.02 : 3600,
				});
			}
		}
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
		asked,
		valid,
		behave: (next) => {
			behaviour = next;
		},
		stop: () => {
			server.closeAllConnections();
			return new Promise((resolve) => server.close(() => resolve()));
		},
	};
}

/** User and password are written as in a form before they are joined (RFC 6749, section 2.3.1). */
function readBasic(authorization = ""): string {
	const pair = Buffer.from(authorization.replace(/^Basic /, ""), "base64").toString("utf8");
	return pair
		.split(":")
		.map((part) => decodeURIComponent(part.replaceAll("+", " ")))
		.join(":");
}
