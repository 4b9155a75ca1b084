import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import {
	createProtocolConnection,
	type Diagnostic,
	type ProtocolConnection,
	type PublishDiagnosticsParams,
	type RegistrationParams,
	StreamMessageReader,
	StreamMessageWriter,
	type UnregistrationParams,
} from "vscode-languageserver-protocol/node";
import type { ServerStatus } from "../../server/protocol/messages.ts";
import { serverProcessFlags } from "../../server/protocol/serverProcess.ts";

const main = fileURLToPath(new URL("../../server/lsp/main.ts", import.meta.url));

export interface LspClientOptions {
	/** The section `observability` of the settings. */
	readonly settings?: unknown;
	readonly initializationOptions?: unknown;
	/** Answers `observability/credential`. */
	readonly credential?: (origin: string, kind: string) => string | undefined;
	/** The folder of the workspace; the client then also tells of files that change, and makes those that edits want. */
	readonly rootUri?: string;
	/** The program; the unbundled one where it is left out. */
	readonly program?: string;
}

/** The server as a process of its own, spoken to over standard input and output as any editor does. */
export interface LspClient {
	readonly connection: ProtocolConnection;
	readonly capabilities: Readonly<Record<string, unknown>>;
	readonly messages: string[];
	readonly credentialsAsked: string[];
	/** `languageId` is `yaml` where it is left out. */
	open(uri: string, text: string, languageId?: string): void;
	/** Replaces the first `from` with `to`, as an incremental edit, and answers the new version. */
	edit(uri: string, from: string, to: string): number;
	closeFile(uri: string): void;
	/** The position of `offset` in the document. */
	position(uri: string, offset: number): { line: number; character: number };
	text(uri: string): string;
	/** The first diagnostics for this version, also those that have come already. */
	diagnostics(uri: string, version?: number): Promise<Diagnostic[]>;
	/** The last diagnostics of the document, as soon as they are as `wanted` takes them. */
	diagnosticsWhere(uri: string, wanted: (diagnostics: readonly Diagnostic[]) => boolean): Promise<Diagnostic[]>;
	/** The first status that `wanted` takes, also one that has come already. */
	status(wanted: (status: ServerStatus) => boolean): Promise<ServerStatus>;
	changeSettings(settings: unknown): void;
	/** The methods that the server has registered for while it runs, and not given up again. */
	registered(): readonly string[];
	/** Resolves once they are as `wanted` takes them. */
	registrations(wanted: (methods: readonly string[]) => boolean): Promise<readonly string[]>;
	/** Shuts the server down in the protocol's way and answers its exit code. */
	stop(): Promise<number | null>;
}

export async function startLspClient(options: LspClientOptions = {}): Promise<LspClient> {
	const child = spawn(process.execPath, [...serverProcessFlags, options.program ?? main, "--stdio"], {
		stdio: ["pipe", "pipe", "inherit"],
	});
	const connection = createProtocolConnection(
		new StreamMessageReader(child.stdout),
		new StreamMessageWriter(child.stdin),
	);
	return new Client(child, connection, options).start();
}

class Client implements LspClient {
	readonly connection: ProtocolConnection;
	readonly messages: string[] = [];
	readonly credentialsAsked: string[] = [];
	capabilities: Readonly<Record<string, unknown>> = {};
	readonly #child: ChildProcess;
	readonly #documents = new Map<string, { version: number; text: string }>();
	readonly #published: PublishDiagnosticsParams[] = [];
	readonly #statuses: ServerStatus[] = [];
	readonly #registrations = new Map<string, string>();
	readonly #watchers = new Set<() => void>();
	readonly #options: LspClientOptions;
	#settings: unknown;

	constructor(child: ChildProcess, connection: ProtocolConnection, options: LspClientOptions) {
		this.#child = child;
		this.connection = connection;
		this.#options = options;
		this.#settings = options.settings;
	}

	async start(): Promise<this> {
		const { connection } = this;
		connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams): void => {
			this.#published.push(params);
			this.#tell();
		});
		connection.onNotification("observability/serverStatus", (status: ServerStatus) => {
			this.#statuses.push(status);
			this.#tell();
		});
		for (const method of ["window/logMessage", "window/showMessage"]) {
			connection.onNotification(method, ({ message }: { message: string }) => {
				this.messages.push(message);
			});
		}
		connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) =>
			items.map(() => this.#settings ?? null),
		);
		connection.onRequest("client/registerCapability", ({ registrations }: RegistrationParams) => {
			for (const { id, method } of registrations) this.#registrations.set(id, method);
			this.#tell();
			return null;
		});
		connection.onRequest("client/unregisterCapability", ({ unregisterations }: UnregistrationParams) => {
			for (const { id } of unregisterations) this.#registrations.delete(id);
			this.#tell();
			return null;
		});
		connection.onRequest("observability/credential", ({ origin, kind }: { origin: string; kind: string }) => {
			this.credentialsAsked.push(origin);
			const secret = this.#options.credential?.(origin, kind);
			return secret === undefined ? null : { secret };
		});
		connection.listen();
		const result = await connection.sendRequest<{ capabilities: Record<string, unknown> }>("initialize", {
			processId: process.pid,
			rootUri: this.#options.rootUri ?? null,
			capabilities: {
				workspace: {
					configuration: true,
					didChangeConfiguration: { dynamicRegistration: true },
					...(this.#options.rootUri === undefined
						? {}
						: {
								didChangeWatchedFiles: { dynamicRegistration: true },
								workspaceEdit: { documentChanges: true, resourceOperations: ["create"] },
							}),
				},
				textDocument: {
					codeAction: { disabledSupport: true },
					publishDiagnostics: { versionSupport: true },
					formatting: { dynamicRegistration: true },
				},
			},
			...(this.#options.initializationOptions === undefined
				? {}
				: { initializationOptions: this.#options.initializationOptions }),
		});
		this.capabilities = result.capabilities;
		await connection.sendNotification("initialized", {});
		return this;
	}

	open(uri: string, text: string, languageId = "yaml"): void {
		this.#documents.set(uri, { version: 1, text });
		this.#send("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } });
	}

	edit(uri: string, from: string, to: string): number {
		const document = this.#document(uri);
		const start = document.text.indexOf(from);
		if (start === -1) throw new Error(`There is no ${JSON.stringify(from)} in ${uri}.`);
		const range = { start: this.position(uri, start), end: this.position(uri, start + from.length) };
		document.version += 1;
		document.text = document.text.slice(0, start) + to + document.text.slice(start + from.length);
		this.#send("textDocument/didChange", {
			textDocument: { uri, version: document.version },
			contentChanges: [{ range, text: to }],
		});
		return document.version;
	}

	closeFile(uri: string): void {
		this.#documents.delete(uri);
		this.#send("textDocument/didClose", { textDocument: { uri } });
	}

	position(uri: string, offset: number): { line: number; character: number } {
		const before = this.#document(uri).text.slice(0, offset).split("\n");
		return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
	}

	text(uri: string): string {
		return this.#document(uri).text;
	}

	async diagnostics(uri: string, version?: number): Promise<Diagnostic[]> {
		const found = await this.#until(() =>
			this.#published.findLast((each) => each.uri === uri && each.version === version),
		);
		return found.diagnostics;
	}

	async diagnosticsWhere(uri: string, wanted: (diagnostics: readonly Diagnostic[]) => boolean): Promise<Diagnostic[]> {
		const found = await this.#until(() => {
			const last = this.#published.findLast((each) => each.uri === uri);
			return last !== undefined && wanted(last.diagnostics) ? last : undefined;
		});
		return found.diagnostics;
	}

	status(wanted: (status: ServerStatus) => boolean): Promise<ServerStatus> {
		return this.#until(() => this.#statuses.findLast(wanted));
	}

	changeSettings(settings: unknown): void {
		this.#settings = settings;
		this.#send("workspace/didChangeConfiguration", { settings: { observability: settings } });
	}

	registered(): readonly string[] {
		return [...this.#registrations.values()];
	}

	registrations(wanted: (methods: readonly string[]) => boolean): Promise<readonly string[]> {
		return this.#until(() => (wanted(this.registered()) ? this.registered() : undefined));
	}

	async stop(): Promise<number | null> {
		const { exitCode } = this.#child;
		if (exitCode !== null) return exitCode;
		const exited = once(this.#child, "exit");
		await this.connection.sendRequest("shutdown");
		await this.connection.sendNotification("exit");
		const [code]: (number | null)[] = await exited;
		this.connection.dispose();
		return code ?? null;
	}

	#document(uri: string): { version: number; text: string } {
		const document = this.#documents.get(uri);
		if (document === undefined) throw new Error(`${uri} is not open.`);
		return document;
	}

	#send(method: string, params: unknown): void {
		void this.connection.sendNotification(method, params);
	}

	#tell(): void {
		for (const watcher of [...this.#watchers]) watcher();
	}

	#until<T>(find: () => T | undefined): Promise<T> {
		return new Promise((resolve) => {
			const look = (): void => {
				const found = find();
				if (found === undefined) return;
				this.#watchers.delete(look);
				resolve(found);
			};
			this.#watchers.add(look);
			look();
		});
	}
}
