import type { Check } from "./check.ts";
import promqlSyntax from "./promql/syntax.ts";
import templateSyntax from "./template/syntax.ts";

/** Every check that there is. */
export const CHECKS: readonly Check[] = [promqlSyntax, templateSyntax];
