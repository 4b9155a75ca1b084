import { Liquid } from "liquidjs";
import { formatPromql } from "../promql/format/format.ts";
import { describeTemplateError } from "./describeTemplateError.ts";
import { quoteMarkdownCode } from "./quoting/markdownCode.ts";
import { escapeMarkdown } from "./quoting/markdownText.ts";
import { makeSlug } from "./quoting/slug.ts";
import { quoteYaml } from "./quoting/yamlString.ts";
import { TemplateFault } from "./scaffold.ts";
import { placeOfTemplate } from "./templatePlace.ts";
import type { TemplateFiles } from "./templateSource.ts";
import { versionNumbers } from "./versions.ts";

/**
 * Renders the files of a template with Liquid.
 *
 * The delimiters keep a template a well-formed file of its own language, so that editors highlight it: values are
 * `<< value >>` everywhere, and tags are comments (`#% if … %#` in YAML, `<!--% if … %-->` in Markdown). None of them
 * clashes with Go's and Helm's `{{ }}`. A tag that stands alone takes its line with it. Every view has `versions`, the
 * versions that templates pin, by name.
 * Misspelt variables and filters throw a `TemplateFault`: a template with a fault must not write half a file.
 */
export interface TemplateEngine {
	render(file: string, view: View): string;
	/** For a path or a description; values are written in the YAML delimiters. */
	renderText(text: string, view: View): string;
}

export type View = Readonly<Record<string, unknown>>;

/** `id` is what faults call the template. */
export function createTemplateEngine(files: TemplateFiles, id = ""): TemplateEngine {
	const engines = new Map<string, Liquid>();
	const engineFor = (file: string): Liquid => {
		const style = commentStyleOf(file);
		const engine = engines.get(style) ?? createLiquid(files, tagDelimiters[style]);
		engines.set(style, engine);
		return engine;
	};
	const globals = { versions: versionNumbers };
	return {
		render(file, view) {
			const text = tell(
				() => String(engineFor(file).renderFileSync(file, { ...globals, ...view })),
				(error) => {
					const { file: named = file, line, words } = describeTemplateError(error, files);
					return `${placeOfTemplate(id, files, named)}${line === undefined ? "" : `:${line}`}: ${words}.`;
				},
			);
			if (text.length <= longestFile) return text;
			throw new TemplateFault(`${placeOfTemplate(id, files, file)} makes a file of more than ${longestFile / 1e6} MB.`);
		},
		renderText: (text, view) =>
			tell(
				() => String(engineFor("").parseAndRenderSync(text, { ...globals, ...view })),
				(error) => {
					const { words } = describeTemplateError(error, files);
					return `${placeOfTemplate(id, files, "template.json")}: in ${JSON.stringify(text)} ${words}.`;
				},
			),
	};
}

/** Characters of a file beyond which it is none that anybody wants. */
const longestFile = 5_000_000;

/** A template that throws has a fault. */
function tell(render: () => string, describe: (error: unknown) => string): string {
	try {
		return render();
	} catch (error) {
		throw error instanceof TemplateFault ? error : new TemplateFault(describe(error));
	}
}

/** Tags stand in the comments of the template's own language. */
const tagDelimiters = {
	hash: { left: "#%", right: "%#" },
	slashes: { left: "//%", right: "%//" },
	markup: { left: "<!--%", right: "%-->" },
};

type CommentStyle = keyof typeof tagDelimiters;

const slashes: ReadonlySet<string> = new Set(
	"ts tsx mts cts js jsx mjs cjs json jsonc go java kt kts cs rs gradle groovy alloy mmd".split(" "),
);
const markup: ReadonlySet<string> = new Set("md markdown xml html csproj props".split(" "));

/** By the ending of the name: hashes where nothing else is known, as configurations and scripts mostly have them. */
function commentStyleOf(file: string): CommentStyle {
	const ending = /\.([a-z]+)$/.exec(file)?.[1] ?? "";
	if (slashes.has(ending)) return "slashes";
	return markup.has(ending) ? "markup" : "hash";
}

function createLiquid(files: TemplateFiles, tags: { readonly left: string; readonly right: string }): Liquid {
	const liquid = new Liquid({
		templates: { ...files },
		// Files that are included again and again are parsed once.
		cache: true,
		outputDelimiterLeft: "<<",
		outputDelimiterRight: ">>",
		tagDelimiterLeft: tags.left,
		tagDelimiterRight: tags.right,
		trimTagLeft: true,
		trimTagRight: true,
		greedy: false,
		strictFilters: true,
		strictVariables: true,
		ownPropertyOnly: true,
		jsTruthy: true,
		// A template of a workspace may be anybody's: it ends, whatever it says.
		parseLimit: 2_000_000,
		renderLimit: 2_000,
		memoryLimit: 20_000_000,
	});
	liquid.registerFilter("yaml", (value) => quoteYaml(String(value)));
	liquid.registerFilter("promql", (value) => layOutPromql(String(value)));
	liquid.registerFilter("markdown", (value) => escapeMarkdown(String(value)));
	liquid.registerFilter("code", (value) => quoteMarkdownCode(String(value)));
	liquid.registerFilter("json", (value) => JSON.stringify(value));
	liquid.registerFilter("slug", (value) => makeSlug(String(value)));
	liquid.registerFilter("hang", (value, columns) => hangLines(String(value), Number(columns)));
	return liquid;
}

/** In the layout that the editor's formatter gives an expression in a block scalar, so that formatting changes nothing. */
function layOutPromql(expression: string): string {
	return formatPromql(expression, { flush: true }) ?? expression;
}

const mostColumns = 1000;

/** Indents every line but the first, which already stands where the value is written. */
function hangLines(text: string, columns: number): string {
	// Liquid does not count what a filter makes against its limit of memory.
	if (!(columns >= 0 && columns <= mostColumns)) throw new Error(`"hang" takes from 0 to ${mostColumns} columns`);
	const indent = " ".repeat(columns);
	return text.trimEnd().replaceAll(/\n(?!\n)/g, `\n${indent}`);
}
