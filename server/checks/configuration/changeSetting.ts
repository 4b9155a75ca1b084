import { Fields } from "../../documents/structure/fields.ts";
import type { PlacedNode } from "../../documents/yaml/node.ts";
import { parseYaml } from "../../documents/yaml/parseYaml.ts";
import {
	isMappingNode,
	isScalarNode,
	isSequenceNode,
	spanOf,
	type ViewedEntry,
	YamlView,
} from "../../documents/yaml/yamlView.ts";
import { applyEdits, type TextEdit } from "../../text/textEdit.ts";
import type { ConfigurationReader } from "./readConfiguration.ts";
import type { CheckEntries, Setting } from "./setting.ts";

export interface SettingChange {
	/** Of a check, or of advice that can be set. */
	readonly id: string;
	readonly setting: Setting;
	/** Only for this file, as a path from the folder of the configuration; for all files where it is left out. */
	readonly file?: string;
}

export type ChangedSetting =
	| { readonly ok: true; readonly edits: readonly TextEdit[] }
	/** `reason` is a sentence for the user. */
	| { readonly ok: false; readonly reason: string };

/**
 * The edits that write one setting into a configuration, which keep its comments and layout: nothing is written anew but
 * the setting itself. What they make of the file is read again before they are answered, so they are right or refused.
 */
export function changeSetting(text: string, change: SettingChange, reader: ConfigurationReader): ChangedSetting {
	const { documents } = parseYaml(text, new Map(), new Map());
	if (documents.some(({ problems }) => problems.length > 0)) {
		return { ok: false, reason: "The configuration is no valid YAML, so nothing is written into it. Mend it first." };
	}
	const edits = documents.length > 1 ? undefined : new Writer(text, change).write(documents[0]);
	if (edits === undefined || !says(applyEdits(text, edits), change, reader)) {
		return {
			ok: false,
			reason: "The configuration is written in a way that cannot be extended safely. Change it by hand.",
		};
	}
	return { ok: true, edits };
}

function says(text: string, { id, setting, file }: SettingChange, reader: ConfigurationReader): boolean {
	if (parseYaml(text, new Map(), new Map()).documents.some(({ problems }) => problems.length > 0)) return false;
	const read = reader.read(text).file;
	const entries: CheckEntries | undefined =
		file === undefined ? read.checks : read.paths.findLast(({ files }) => isOnly(files, file))?.checks;
	return entries?.get(id)?.setting === setting;
}

function isOnly(files: readonly string[], file: string): boolean {
	return files.length === 1 && files[0] === escapeGlob(file);
}

/** The pattern that means this very path: brackets and stars of a file's name mean themselves. */
function escapeGlob(path: string): string {
	return `/${path.replaceAll(/[*?[\]{}()!+@|]/g, "?")}`;
}

class Writer {
	readonly #text: string;
	readonly #change: SettingChange;
	readonly #lineBreak: string;

	constructor(text: string, change: SettingChange) {
		this.#text = text;
		this.#change = change;
		this.#lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
	}

	write(document: ReturnType<typeof parseYaml>["documents"][number] | undefined): readonly TextEdit[] | undefined {
		const { file } = this.#change;
		const view = new YamlView(document?.anchors ?? []);
		const root = view.resolve(document?.root);
		if (document?.root !== undefined && (root === undefined || !isMappingNode(root))) return undefined;
		const fields = Fields.of(root, view);
		if (file !== undefined) return this.#writeForFile(fields, file);
		const checks = fields?.get("checks");
		if (checks !== undefined) return this.#writeInto(checks);
		return this.#addToRoot(fields, ["checks:", `  ${this.#line}`], `checks: { ${this.#line} }`);
	}

	get #line(): string {
		return `${this.#change.id}: ${this.#change.setting}`;
	}

	#writeForFile(fields: Fields | undefined, file: string): readonly TextEdit[] | undefined {
		const pattern = escapeGlob(file);
		const item = [`- files: ${JSON.stringify(pattern)}`, "  checks:", `    ${this.#line}`];
		const paths = fields?.get("paths");
		const flow = `{ files: ${JSON.stringify(pattern)}, checks: { ${this.#line} } }`;
		if (paths === undefined) {
			return this.#addToRoot(fields, ["paths:", ...item.map((line) => `  ${line}`)], `paths: [${flow}]`);
		}
		const { value, borrowed } = paths;
		if (borrowed) return undefined;
		if (value === undefined) return this.#addBelow(paths, item);
		if (!isSequenceNode(value)) return undefined;
		const existing = fields?.mappings("paths").find((one) =>
			isOnly(
				one.texts("files").map((each) => each.value),
				file,
			),
		);
		if (existing !== undefined) {
			const checks = existing.get("checks");
			if (checks !== undefined) return this.#writeInto(checks);
			const files = existing.get("files");
			return (
				files &&
				this.#insertLines(this.#lineEnd(files.valueSpan.end), this.#column(files.keySpan.start), [
					"checks:",
					`  ${this.#line}`,
				])
			);
		}
		if (value.node.flow)
			return [this.#insert(spanOf(value).end - 1, `${value.node.items.length === 0 ? "" : ", "}${flow}`)];
		const [first] = value.node.items;
		if (first === undefined) return undefined;
		// Behind the last one, which goes before the others.
		const end = this.#text.slice(0, spanOf(value).end).trimEnd().length;
		return this.#insertLines(this.#lineEnd(end), this.#column(first.start + value.base), item);
	}

	/** Into the value of `checks`, however it is written. */
	#writeInto(checks: ViewedEntry): readonly TextEdit[] | undefined {
		const { value, borrowed } = checks;
		if (borrowed) return undefined;
		if (value === undefined) return this.#addBelow(checks, [this.#line]);
		if (!isMappingNode(value)) return undefined;
		const entry = new YamlView([]).entries(value).find(({ key }) => key === this.#change.id);
		if (entry !== undefined) return this.#replace(entry);
		if (value.node.flow) return this.#addToFlow(value, this.#line);
		return this.#insertLines(this.#lineEnd(checks.keySpan.end), this.#columnOf(value), [this.#line]);
	}

	#replace({ keySpan, value, valueSpan, empty }: ViewedEntry): readonly TextEdit[] | undefined {
		const { setting } = this.#change;
		if (value === undefined) return [{ span: valueSpan, newText: empty ? ` ${setting}` : setting }];
		if (isScalarNode(value)) return [{ span: spanOf(value), newText: setting }];
		if (!isMappingNode(value)) return undefined;
		const severity = new YamlView([]).entries(value).find(({ key }) => key === "severity");
		if (severity !== undefined) return this.#replace(severity);
		const line = `severity: ${setting}`;
		if (value.node.flow) return this.#addToFlow(value, line);
		return this.#insertLines(this.#lineEnd(keySpan.end), this.#columnOf(value), [line]);
	}

	#addToRoot(fields: Fields | undefined, lines: readonly string[], flow: string): readonly TextEdit[] {
		const { start } = fields?.span ?? { start: 0 };
		if (fields !== undefined && this.#text[start] === "{") {
			return [this.#insert(start + 1, fields.entries.length === 0 ? ` ${flow} ` : ` ${flow},`)];
		}
		const end = this.#text.length;
		const break_ = this.#text === "" || this.#text.endsWith("\n") ? "" : this.#lineBreak;
		return [this.#insert(end, break_ + lines.map((line) => line + this.#lineBreak).join(""))];
	}

	/** Below a key that has no value yet. */
	#addBelow({ keySpan, empty }: ViewedEntry, lines: readonly string[]): readonly TextEdit[] | undefined {
		// A written null would have to go.
		if (!empty) return undefined;
		return this.#insertLines(this.#lineEnd(keySpan.end), this.#column(keySpan.start) + 2, lines);
	}

	#addToFlow(value: PlacedNode, entry: string): readonly TextEdit[] {
		const { start } = spanOf(value);
		const isEmpty = isMappingNode(value) && value.node.entries.length === 0;
		return [this.#insert(start + 1, isEmpty ? ` ${entry} ` : ` ${entry},`)];
	}

	/** Lines of their own behind the line that ends at `end`, so that a comment stays with what it is about. */
	#insertLines(end: number, column: number, lines: readonly string[]): readonly TextEdit[] {
		const indent = " ".repeat(column);
		return [this.#insert(end, lines.map((line) => this.#lineBreak + indent + line).join(""))];
	}

	#insert(at: number, newText: string): TextEdit {
		return { span: { start: at, end: at }, newText };
	}

	#lineEnd(offset: number): number {
		const lineFeed = this.#text.indexOf("\n", offset);
		if (lineFeed === -1) return this.#text.length;
		return this.#text[lineFeed - 1] === "\r" ? lineFeed - 1 : lineFeed;
	}

	#columnOf(mapping: PlacedNode): number {
		const first = isMappingNode(mapping) ? mapping.node.entries[0]?.key : undefined;
		return this.#column((first?.start ?? mapping.node.start) + mapping.base);
	}

	#column(offset: number): number {
		return offset - (this.#text.lastIndexOf("\n", offset - 1) + 1);
	}
}
