import { NotificationType, type Range } from "vscode-languageserver-protocol";

/**
 * Client → server, `observability/visible`: what the user can see now. Live values are asked for that alone, and for nothing
 * while the window has not the focus. A client that never sends it is asked by the ranges of its own questions.
 */
export interface VisibleParams {
	/** The window has the focus. */
	readonly focused: boolean;
	readonly documents: readonly VisibleDocument[];
}

export interface VisibleDocument {
	readonly uri: string;
	/** Several where parts between them are folded, or the file is shown twice. */
	readonly ranges: readonly Range[];
}

export const visible = new NotificationType<VisibleParams>("observability/visible");
