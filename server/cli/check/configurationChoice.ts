import { pathToFileURL } from "node:url";
import { Configurations } from "../../checks/configuration/configurations.ts";
import { DiskConfigurationFiles } from "../../node/configurationFiles.ts";

/** Which configuration counts; plain data. */
export interface ConfigurationChoice {
	/** The file for all, in place of the nearest above each. */
	readonly only?: string;
	/** The baseline for all, in place of those that configurations name. */
	readonly baseline?: string | "none";
}

export function createConfigurations({ only, baseline }: ConfigurationChoice): Configurations {
	return new Configurations({
		files: new DiskConfigurationFiles(),
		...(only === undefined ? {} : { only: pathToFileURL(only).href }),
		...(baseline === undefined ? {} : { baseline: baseline === "none" ? baseline : pathToFileURL(baseline).href }),
	});
}
