import templateSyntax from "./syntax/goTemplate.ts";
import promqlSyntax from "./syntax/promql.ts";
import type { TextCheck } from "./textCheck.ts";

/** What the languages themselves demand: checks that cannot be turned off. */
export const TEXT_CHECKS: readonly TextCheck[] = [promqlSyntax, templateSyntax];
