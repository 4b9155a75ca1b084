import {
	Disposable,
	EventEmitter,
	LanguageStatusSeverity,
	languages,
	MarkdownString,
	StatusBarAlignment,
	ThemeColor,
	window,
} from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { type ServerStatus, serverStatus } from "../../server/protocol/messages.ts";
import { documentFilters } from "../documentFilters.ts";
import type { DocumentKinds } from "./documentKinds.ts";

const select = { title: "Select", command: "observability.selectPrometheus" };

/** Shows which Prometheus answers, whether it is healthy and its version: in the language status and the status bar. */
export class ServerStatusView implements Disposable {
	readonly #language = languages.createLanguageStatusItem("observability.server", [...documentFilters]);
	readonly #bar = window.createStatusBarItem("observability.server", StatusBarAlignment.Right, 90);
	readonly #changed = new EventEmitter<ServerStatus>();
	readonly #subscriptions: Disposable;
	#current: ServerStatus = { health: "none" };

	readonly onDidChange = this.#changed.event;

	readonly #kinds: DocumentKinds;

	constructor(client: LanguageClient, kinds: DocumentKinds) {
		this.#kinds = kinds;
		this.#language.name = "Prometheus";
		this.#language.command = select;
		this.#bar.name = "Prometheus";
		this.#bar.command = select.command;
		this.#subscriptions = Disposable.from(
			client.onNotification(serverStatus, (status) => this.#show(status)),
			kinds.onDidChange(() => this.#showBarWhereItMatters()),
			this.#language,
			this.#bar,
			this.#changed,
		);
		this.#show(this.#current);
	}

	get current(): ServerStatus {
		return this.#current;
	}

	#show(status: ServerStatus): void {
		this.#current = status;
		const name = status.server?.name ?? "no Prometheus";
		const product = describeProduct(status);

		this.#language.busy = status.health === "connecting";
		this.#language.severity =
			status.health === "unhealthy" ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
		this.#language.text = status.health === "healthy" && product ? `${name}: ${product}` : name;
		this.#language.detail = status.message ?? healthWords[status.health];

		this.#bar.text = `${icons[status.health]} ${status.server ? name : "Prometheus"}${relativeOf(status)}${howStale(status)}`;
		this.#bar.tooltip = tooltipOf(status, product);
		this.#bar.accessibilityInformation = { label: `Prometheus: ${name}, ${healthWords[status.health]}` };
		this.#bar.backgroundColor =
			status.health === "unhealthy" ? new ThemeColor("statusBarItem.warningBackground") : undefined;
		this.#showBarWhereItMatters();
		this.#changed.fire(status);
	}

	/** Many who have YAML or JSON open have nothing of ours in it: without a server, the entry stays out of their way. */
	#showBarWhereItMatters(): void {
		const shown = this.#current.server !== undefined || this.#kinds.isOurs(window.activeTextEditor?.document);
		if (shown) this.#bar.show();
		else this.#bar.hide();
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}
}

const icons: Readonly<Record<ServerStatus["health"], string>> = {
	none: "$(debug-disconnect)",
	connecting: "$(sync~spin)",
	healthy: "$(pulse)",
	unhealthy: "$(warning)",
};

export const healthWords: Readonly<Record<ServerStatus["health"], string>> = {
	none: "no server is selected",
	connecting: "connecting",
	healthy: "healthy",
	unhealthy: "does not answer as it should",
};

/** `Prometheus 3.14.0`, as far as it is known. */
export function describeProduct({ flavour, version }: { flavour?: string; version?: string }): string {
	const product = flavour === undefined || flavour === "unknown" ? "" : flavour;
	return [product, version].filter(Boolean).join(" ");
}

/** Behind the name of a server what it is, where that is not Prometheus itself. */
function relativeOf({ flavour }: ServerStatus): string {
	return flavour === undefined || flavour === "unknown" || flavour === "Prometheus" ? "" : ` · ${flavour}`;
}

/** Behind the name of a server that does not answer, since when. */
function howStale({ health, lastAnswer }: ServerStatus): string {
	if (health !== "unhealthy" || lastAnswer === undefined) return "";
	const minutes = Math.floor((Date.now() / 1000 - lastAnswer) / 60);
	return minutes < 1 ? "" : ` (${minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`})`;
}

function tooltipOf(status: ServerStatus, product: string): MarkdownString {
	const tooltip = new MarkdownString();
	if (status.server === undefined) {
		return tooltip.appendText("No Prometheus is selected, so there are no live values. Click to select one.");
	}
	tooltip.appendText(`${status.server.name} · ${status.server.url}`).appendMarkdown("\n\n");
	tooltip.appendText(status.message ?? [healthWords[status.health], product].filter(Boolean).join(", "));
	if (status.health === "unhealthy" && status.lastAnswer !== undefined) {
		const since = new Date(status.lastAnswer * 1000).toLocaleTimeString();
		tooltip.appendMarkdown("\n\n").appendText(`It answered last at ${since}; what is shown may be as old as that.`);
	}
	if (status.lacks !== undefined && status.lacks.length > 0) {
		tooltip.appendMarkdown("\n\n").appendText(`It does not offer ${status.lacks.join(", ")}.`);
	}
	return tooltip.appendMarkdown("\n\n").appendText("Click to select another.");
}
