import { RequestType } from "vscode-languageserver-protocol";
import type { Insight } from "../scaffold/insight.ts";
import type { DocumentPosition } from "./messages.ts";

/** `observability/slo/explain`: what the SLO at a place means; `null` where there is none. */
export const explainSlo = new RequestType<DocumentPosition, Insight | null, void>("observability/slo/explain");
