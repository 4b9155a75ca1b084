import type { ChoiceSource } from "../scaffoldLogic.ts";
import { chooseFolder } from "./folderSource.ts";
import { metricSources } from "./metricSources.ts";
import { ruleSources } from "./ruleSources.ts";
import { chooseService } from "./serviceSource.ts";

/** The sources of live questions that every template can name, user templates too; adding one is a row here. */
export const commonSources: Readonly<Record<string, ChoiceSource>> = {
	services: chooseService,
	...metricSources,
	...ruleSources,
	folders: chooseFolder,
};
