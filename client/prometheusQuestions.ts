import { workspace } from "vscode";
import type { AuthKind, ServerSettings } from "../server/protocol/messages.ts";
import { originOf } from "./credentials.ts";
import { configuredServers, noServer, type SettingsScope, scopeOfServers } from "./prometheusSettings.ts";
import { askChoice, type PromptChoice } from "./prompts/choicePrompt.ts";
import type { GivenAnswers, Step } from "./prompts/steps.ts";
import { askText } from "./prompts/textPrompt.ts";

export const addTitle = "Add Prometheus";

/** What the server turned out to want beyond its address; only that is asked about. */
export interface ServerNeeds {
	readonly signIn?: true;
	readonly authority?: true;
	readonly clientCertificate?: true;
}

/** What leads to the server: its address, and what it asked for. */
export function connectionSteps(needs: ServerNeeds): readonly Step[] {
	const signsIn = (...kinds: readonly string[]) => {
		return ({ auth }: GivenAnswers): boolean => needs.signIn === true && kinds.includes(auth ?? "");
	};
	return [
		textStep("url", () => true, {
			prompt: "Its address, with a path prefix where it has one",
			placeholder: "https://prometheus.example.org",
			validate: validateUrl,
		}),
		textStep("caFile", () => needs.authority === true, {
			prompt: "The PEM file of the authority that vouches for the server, or of its own certificate",
			placeholder: "~/certificates/ca.pem",
			validate: validatePath,
		}),
		textStep("certFile", () => needs.clientCertificate === true, {
			prompt: "The PEM file of your client certificate",
			placeholder: "~/certificates/me.pem",
			validate: validatePath,
		}),
		textStep("keyFile", () => needs.clientCertificate === true, {
			prompt: "The PEM file of the certificate's key; its passphrase is asked for where it has one",
			placeholder: "~/certificates/me-key.pem",
			validate: validatePath,
		}),
		{
			id: "auth",
			applies: () => needs.signIn === true,
			ask: (position) =>
				askChoice(
					{
						title: addTitle,
						placeholder: "How does it know you?",
						value: position.previous ?? "basic",
						choices: signIns,
					},
					position,
				),
		},
		textStep("username", signsIn("basic"), {
			prompt: "User name",
			validate: (name) => {
				if (name === "") return "Basic authentication needs a user name.";
				return name.includes(":") ? "A user name cannot have a colon." : undefined;
			},
		}),
		textStep("tenant", signsIn("tenant"), {
			prompt: "The tenant, sent as X-Scope-OrgID",
			validate: (tenant) => (tenant.trim() === "" ? "Type the tenant's name." : undefined),
		}),
		textStep("tokenUrl", signsIn("oauth2"), {
			prompt: "The address that gives out tokens; the client secret goes to its host alone",
			placeholder: "https://login.example.org/oauth2/token",
			validate: (url) => (originOf(url.trim()) === undefined ? "Begin with https://, then the host." : undefined),
		}),
		textStep("clientId", signsIn("oauth2"), {
			prompt: "The client's id",
			validate: (id) => (id.trim() === "" ? "Type the client's id." : undefined),
		}),
		textStep("scopes", signsIn("oauth2"), {
			prompt: "Scopes, with spaces in between; leave it empty for none",
			validate: () => undefined,
		}),
		textStep("region", signsIn("sigv4"), {
			prompt: "The AWS region",
			placeholder: "eu-central-1",
			validate: (region) => (/^[a-z0-9-]+$/.test(region.trim()) ? undefined : "Type a region such as eu-central-1."),
		}),
		textStep("accessKeyId", signsIn("sigv4"), {
			prompt: "The access key's id; leave it empty to use AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of your system",
			validate: () => undefined,
		}),
	];
}

/** What it is called and where that is written, once it has answered. */
export function namingSteps(): readonly Step[] {
	return [
		{
			id: "name",
			applies: () => true,
			ask: (position, { url }) =>
				askText(
					{
						title: addTitle,
						prompt: "A name to tell it from others, such as staging",
						value: position.previous ?? suggestName(url ?? ""),
						validate: (name) => validateName(name, url ?? ""),
					},
					position,
				),
		},
		{
			id: "scope",
			// What a workspace without trust says of servers does not count.
			applies: () => workspace.workspaceFolders !== undefined && workspace.isTrusted,
			ask: (position) => askScope(position),
		},
	];
}

const signIns: readonly PromptChoice[] = [
	{ value: "basic", label: "User name and password", description: "HTTP basic" },
	{ value: "bearer", label: "Token", description: "HTTP bearer, also of a Grafana service account" },
	{ value: "oauth2", label: "OAuth 2 client credentials", description: "a token from an identity provider" },
	{ value: "sigv4", label: "AWS signature", description: "SigV4, Amazon Managed Service for Prometheus" },
	{ value: "tenant", label: "A tenant", description: "Mimir, Cortex: X-Scope-OrgID without a password" },
	{ value: "none", label: "No authentication" },
];

interface TextQuestion {
	readonly prompt: string;
	readonly placeholder?: string;
	readonly validate: (value: string) => string | undefined;
}

function textStep(id: string, applies: Step["applies"], question: TextQuestion): Step {
	return {
		id,
		applies,
		ask: (position) => askText({ title: addTitle, ...question, value: position.previous ?? "" }, position),
	};
}

function askScope(position: Parameters<Step["ask"]>[0]): ReturnType<Step["ask"]> {
	const hidden = scopeOfServers() === "workspace";
	return askChoice(
		{
			title: addTitle,
			placeholder: "Where is it written down? The credential is in neither.",
			value: position.previous ?? scopeOfServers(),
			choices: [
				{
					value: "user",
					label: "My settings",
					description: "for all that I open",
					...(hidden ? { detail: "This workspace has a list of its own, which hides yours here." } : {}),
				},
				{ value: "workspace", label: "This workspace", description: "shared with those who use it" },
			],
		},
		position,
	);
}

function validateUrl(url: string): string | undefined {
	if (url.trim() === "") return "Type the server's address.";
	const parsed = URL.parse(url.trim());
	if (parsed === null || originOf(url.trim()) === undefined) return "Begin with http:// or https://, then the host.";
	if (parsed.username !== "" || parsed.password !== "") {
		return "Leave user name and password out: they are asked for where the server wants them, and do not belong into settings.";
	}
	if (parsed.search !== "" || parsed.hash !== "") return "Leave out everything from ? or # on.";
	if (/\/(?:graph|query|alerts|targets|api\/v1)\/?.*$/.test(parsed.pathname)) {
		return "This is a page of the server: leave its last part out.";
	}
	if (/\/d\/|\/dashboards|\/explore/.test(parsed.pathname)) {
		return "This is a page of Grafana: its data source is at /api/datasources/proxy/uid/ and the data source's uid.";
	}
	return undefined;
}

function validatePath(path: string): string | undefined {
	return path.trim() === "" ? "Type the file's path." : undefined;
}

function validateName(name: string, url: string): string | undefined {
	if (name.trim() === "") return "Type a name.";
	if (name.trim() === noServer) return `“${noServer}” stands for no server at all: take another name.`;
	const taken = configuredServers().find((server) => server.name === name.trim());
	return taken !== undefined && taken.url !== url.trim() ? `${name} is ${taken.url} already.` : undefined;
}

function suggestName(url: string): string {
	const host = URL.parse(url.trim())?.hostname ?? "";
	if (host === "localhost" || host === "127.0.0.1" || host === "[::1]") return "local";
	return host.replace(/^(?:www|prometheus|prom)\./, "");
}

/** The answers as settings; what was not answered, or left empty, is left out. */
export function readServerAnswers(answers: GivenAnswers): {
	readonly server: ServerSettings;
	readonly scope: SettingsScope;
} {
	const given = (id: string): string | undefined => answers[id]?.trim() || undefined;
	const { url = "", name = "", auth = "none", scope } = answers;
	const [caFile, certFile, keyFile] = [given("caFile"), given("certFile"), given("keyFile")];
	const tls = {
		...(caFile === undefined ? {} : { caFile }),
		...(certFile === undefined ? {} : { certFile }),
		...(keyFile === undefined ? {} : { keyFile }),
	};
	const [username, tenant] = [given("username"), given("tenant")];
	const server: ServerSettings = {
		name: name.trim() || suggestName(url) || url.trim(),
		url: url.trim(),
		...(isAuthKind(auth) ? { auth } : {}),
		...(auth === "basic" && username !== undefined ? { username } : {}),
		...(auth === "oauth2" ? { oauth2: readOAuth2(given) } : {}),
		...(auth === "sigv4" ? { sigv4: readSigV4(given) } : {}),
		...(tenant === undefined ? {} : { tenant }),
		...(Object.keys(tls).length === 0 ? {} : { tls }),
	};
	return { server, scope: scope === "workspace" ? "workspace" : "user" };
}

function isAuthKind(auth: string): auth is Exclude<AuthKind, "none"> {
	return auth === "basic" || auth === "bearer" || auth === "oauth2" || auth === "sigv4";
}

function readOAuth2(given: (id: string) => string | undefined): NonNullable<ServerSettings["oauth2"]> {
	const scopes = given("scopes")?.split(/\s+/);
	return {
		tokenUrl: given("tokenUrl") ?? "",
		clientId: given("clientId") ?? "",
		...(scopes === undefined ? {} : { scopes }),
	};
}

function readSigV4(given: (id: string) => string | undefined): NonNullable<ServerSettings["sigv4"]> {
	const accessKeyId = given("accessKeyId");
	return { region: given("region") ?? "", ...(accessKeyId === undefined ? {} : { accessKeyId }) };
}
