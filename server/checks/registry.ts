import type { Check } from "./check.ts";

/** Every check that can be turned on and off. Adding one is a row here; what a rule's text alone forbids is elsewhere. */
export const CHECKS: readonly Check[] = [];
