import { templateFaults } from "../documents/embedded/goTemplate/faults.ts";
import { documentFaults } from "../documents/faults.ts";
import { sizeFaults } from "../documents/tooLarge.ts";
import { promqlFaults } from "../promql/faults.ts";
import type { Fault } from "../text/fault.ts";
import { configurationFaults } from "./configuration/faults.ts";
import { removedFaults } from "./removed/faults.ts";
import { suppressionFaults } from "./suppress/faults.ts";

/** Every code that a diagnostic can have. Each has a page under docs/diagnostics, made from its entry here. */
export const faultCatalogue: Readonly<Record<string, Fault>> = {
	...documentFaults,
	...sizeFaults,
	...promqlFaults,
	...templateFaults,
	...suppressionFaults,
	...configurationFaults,
	...removedFaults,
};
