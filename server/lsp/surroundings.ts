import type { ProxySurroundings } from "../node/proxy.ts";

/** What the editor and the system say of connections; asked for at each use. */
export interface Surroundings {
	/** The editor's proxy, and the system's variables. */
	readonly proxies: () => ProxySurroundings;
	/** What relative paths of certificates begin at. */
	readonly folder: () => string | undefined;
}
