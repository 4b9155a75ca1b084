import { finishEcmaScript } from "./ecmaScript.ts";
import type { Finish } from "./finish.ts";
import { finishPython } from "./python.ts";

/** What the first word of `finish` of a target can be; adding one is a row here. */
export const FINISHERS: Readonly<Record<string, Finish>> = { ecmaScript: finishEcmaScript, python: finishPython };
