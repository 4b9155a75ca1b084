import type { Instrumenter } from "./instrumenter.ts";
import { nodeInstrumenter } from "./nodejs/nodeInstrumenter.ts";
import { pythonInstrumenter } from "./python/pythonInstrumenter.ts";

/** Every ecosystem that can be instrumented; adding one is a row here and a folder in `templates/instrumentation/`. */
export const INSTRUMENTERS: readonly Instrumenter[] = [nodeInstrumenter, pythonInstrumenter];
