import { BlockList, isIP } from "node:net";

/** What decides which proxy a request goes through, beside the environment's own setting. */
export interface ProxySurroundings {
	/** VS Code's `http.proxy` and `http.noProxy`. */
	readonly editor?: { readonly proxy?: string; readonly noProxy?: readonly string[] };
	/** HTTP_PROXY, HTTPS_PROXY, NO_PROXY, in capitals or not. */
	readonly variables: Readonly<Record<string, string | undefined>>;
}

export interface ChosenProxy {
	readonly url: URL;
	/** The environment itself names it, rather than the user's editor or system. */
	readonly own: boolean;
}

/**
 * The proxy for `target`: the environment's own, else the editor's, else the system's. The machine itself is never reached
 * through one that was not named for it, as in Go's and curl's rules.
 */
export function chooseProxy(
	target: URL,
	setting: string | undefined,
	{ editor, variables }: ProxySurroundings,
): ChosenProxy | undefined | { readonly mistake: string } {
	if (setting === "none") return undefined;
	if (setting !== undefined && setting !== "") return readProxy(setting, true);
	if (isLoopback(target.hostname)) return undefined;
	const exempt = [...(editor?.noProxy ?? []), ...(readVariable(variables, "NO_PROXY") ?? "").split(",")];
	if (exempt.some((entry) => matches(entry, target))) return undefined;
	const inherited =
		editor?.proxy || readVariable(variables, target.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY");
	return inherited === undefined || inherited === "" ? undefined : readProxy(inherited, false);
}

function readProxy(text: string, own: boolean): ChosenProxy | { readonly mistake: string } {
	// Variables often hold host:port alone.
	const url = URL.parse(text.includes("://") ? text : `http://${text}`);
	if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) {
		return { mistake: "The address of the proxy cannot be read: write it like http://proxy.example.org:3128." };
	}
	if (own && url.password !== "") {
		return {
			mistake: "The address of the proxy holds a password, which settings must not: remove it there; it is asked for.",
		};
	}
	return { url, own };
}

function readVariable(variables: ProxySurroundings["variables"], name: string): string | undefined {
	return variables[name.toLowerCase()] ?? variables[name];
}

function isLoopback(host: string): boolean {
	return host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127\./.test(host);
}

/** Claims that one entry of a list of exceptions is about `target`: `*`, a host, a domain, an address or a range. */
function matches(entry: string, target: URL): boolean {
	const trimmed = entry.trim().toLowerCase();
	if (trimmed === "") return false;
	if (trimmed === "*") return true;
	const host = target.hostname.replace(/^\[|\]$/g, "").toLowerCase();
	const range = /^([0-9a-f.:]+)\/(\d+)$/.exec(trimmed);
	if (range !== null) return isInRange(host, range[1] ?? "", Number(range[2]));
	const [, name = "", port] = /^(.*?)(?::(\d+))?$/.exec(isIP(trimmed) === 6 ? `${trimmed}` : trimmed) ?? [];
	const wanted = isIP(trimmed) === 6 ? trimmed : name;
	if (isIP(trimmed) !== 6 && port !== undefined && port !== portOf(target)) return false;
	const domain = wanted.replace(/^\*?\./, "");
	return host === domain || (isIP(host) === 0 && host.endsWith(`.${domain}`));
}

function portOf({ port, protocol }: URL): string {
	if (port !== "") return port;
	return protocol === "https:" ? "443" : "80";
}

function isInRange(host: string, network: string, bits: number): boolean {
	const version = isIP(network);
	if (version === 0 || isIP(host) !== version || bits > (version === 4 ? 32 : 128)) return false;
	const list = new BlockList();
	const family = version === 4 ? "ipv4" : "ipv6";
	list.addSubnet(network, bits, family);
	return list.check(host, family);
}
