import type { Problem } from "../../text/problem.ts";
import type { TextEdit } from "../../text/textEdit.ts";
import { changeSetting, type SettingChange } from "./changeSetting.ts";
import type { ConfigurationReader } from "./readConfiguration.ts";
import { folderOf, pathFrom } from "./uriPath.ts";

/** The configuration that counts for a file, or the place where one would be written. */
export interface EditableConfiguration {
	readonly uri: string;
	/** Left out where the file does not exist. */
	readonly text?: string;
}

/** Something that can be written into the configuration about a problem. */
export interface SettingOffer {
	readonly title: string;
	readonly configuration: EditableConfiguration;
	/** In the offsets of the configuration. */
	readonly edits: readonly TextEdit[];
	/** Why it cannot be done, as a sentence for the user; there are no edits then. */
	readonly refusal?: string;
}

const severities = ["error", "warning", "information", "hint"] as const;

/**
 * What can be set about `problem`, which is in the file `uri`: its check off, for this file alone where no comment can say
 * so, or another severity. Nothing of what cannot be set.
 */
export function offerSettings(
	{ code, severity }: Problem,
	uri: string,
	configuration: EditableConfiguration,
	reader: ConfigurationReader,
	onlyHere: boolean,
): readonly SettingOffer[] {
	if (!reader.canSet(code)) return [];
	const name = configuration.uri.slice(configuration.uri.lastIndexOf("/") + 1);
	const offer = (title: string, change: SettingChange): SettingOffer => {
		const changed = changeSetting(configuration.text ?? "", change, reader);
		return changed.ok
			? { title, configuration, edits: changed.edits }
			: { title, configuration, edits: [], refusal: changed.reason };
	};
	const path = pathFrom(folderOf(configuration.uri) ?? "", uri);
	const here = onlyHere && !path.startsWith("..");
	return [
		...(here ? [offer(`Turn ${code} off for this file in ${name}`, { id: code, setting: "off", file: path })] : []),
		offer(`Turn ${code} off in ${name}`, { id: code, setting: "off" }),
		...severities
			.filter((other) => other !== severity)
			.map((setting) => offer(`Set severity of ${code} to ${setting} in ${name}`, { id: code, setting })),
	];
}
