import { NotificationType0, RequestType } from "vscode-languageserver-protocol";
import type { Environment } from "../metrics/environment.ts";

/**
 * `observability/environments`: the servers that `.observability.yaml` of the workspace names and that may be contacted;
 * none where the workspace is not trusted.
 */
export interface EnvironmentsResult {
	readonly environments: readonly Environment[];
}
export const environments = new RequestType<Record<string, never>, EnvironmentsResult, void>(
	"observability/environments",
);

/** Client → server, `observability/trusted`: the user trusts the workspace now. */
export const trusted = new NotificationType0("observability/trusted");
