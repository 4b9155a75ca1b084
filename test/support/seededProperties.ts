import fc from "fast-check";
import { seed } from "./seed.ts";

/** A set-up file of vitest: every property test that names no seed of its own has the common one. */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
