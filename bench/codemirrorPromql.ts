import { createRequire } from "node:module";

/**
 * What Prometheus's own web interface checks and completes with. Its package comes as CommonJS, and CodeMirror must not
 * be loaded a second time beside it as modules.
 */
const require = createRequire(import.meta.url);

export const { EditorState } = require("@codemirror/state") as typeof import("@codemirror/state");
export const { CompletionContext } = require("@codemirror/autocomplete") as typeof import("@codemirror/autocomplete");
export const { newCompleteStrategy, PromQLExtension, promQLLanguage } =
	require("@prometheus-io/codemirror-promql") as typeof import("@prometheus-io/codemirror-promql");
