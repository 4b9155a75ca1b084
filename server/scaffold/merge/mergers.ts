import type { Merge } from "./merge.ts";

/** What `merge` of a target can be; adding one is a row here. */
export const MERGERS: Readonly<Record<string, Merge>> = {};
