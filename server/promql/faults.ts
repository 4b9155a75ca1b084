import { durationFaults } from "./faults/durations.ts";
import { operatorFaults } from "./faults/operators.ts";
import { selectorFaults } from "./faults/selectors.ts";
import { syntaxFaults } from "./faults/syntax.ts";
import { typeFaults } from "./faults/types.ts";

/** Every fault that the PromQL checker reports. All of them make Prometheus refuse the whole rule file or query. */
export const promqlFaults = {
	...syntaxFaults,
	...selectorFaults,
	...durationFaults,
	...typeFaults,
	...operatorFaults,
} as const;

export type PromqlCode = keyof typeof promqlFaults;
