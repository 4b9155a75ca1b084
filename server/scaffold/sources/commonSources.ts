import type { ChoiceSource } from "../scaffoldLogic.ts";

/** The sources of live questions that every template can name, user templates too; adding one is a row here. */
export const commonSources: Readonly<Record<string, ChoiceSource>> = {};
