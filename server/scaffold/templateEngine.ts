import { Liquid } from "liquidjs";
import { formatPromql } from "../promql/format/format.ts";
import { quoteMarkdownCode } from "./quoting/markdownCode.ts";
import { escapeMarkdown } from "./quoting/markdownText.ts";
import { makeSlug } from "./quoting/slug.ts";
import { quoteYaml } from "./quoting/yamlString.ts";
import type { TemplateFiles } from "./templateSource.ts";

/**
 * Renders the files of a template with Liquid.
 *
 * The delimiters keep a template a well-formed file of its own language, so that editors highlight it: values are
 * `<< value >>` everywhere, and tags are comments (`#% if … %#` in YAML, `<!--% if … %-->` in Markdown). None of them
 * clashes with Go's and Helm's `{{ }}`. A tag that stands alone takes its line with it.
 * Misspelt variables and filters throw: a template with a fault must not write half a file.
 */
export interface TemplateEngine {
	render(file: string, view: View): string;
	/** For a path or a description; values are written in the YAML delimiters. */
	renderText(text: string, view: View): string;
}

export type View = Readonly<Record<string, unknown>>;

export function createTemplateEngine(files: TemplateFiles): TemplateEngine {
	const engines = new Map<string, Liquid>();
	const engineFor = (file: string): Liquid => {
		const language = file.endsWith(".md") ? "markdown" : "yaml";
		const engine = engines.get(language) ?? createLiquid(files, tagDelimiters[language]);
		engines.set(language, engine);
		return engine;
	};
	return {
		render: (file, view) => String(engineFor(file).renderFileSync(file, view)),
		renderText: (text, view) => String(engineFor("").parseAndRenderSync(text, view)),
	};
}

const tagDelimiters = {
	yaml: { left: "#%", right: "%#" },
	markdown: { left: "<!--%", right: "%-->" },
};

function createLiquid(files: TemplateFiles, tags: { readonly left: string; readonly right: string }): Liquid {
	const liquid = new Liquid({
		templates: { ...files },
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
	});
	liquid.registerFilter("yaml", (value) => quoteYaml(String(value)));
	liquid.registerFilter("promql", (value) => layOutPromql(String(value)));
	liquid.registerFilter("markdown", (value) => escapeMarkdown(String(value)));
	liquid.registerFilter("code", (value) => quoteMarkdownCode(String(value)));
	liquid.registerFilter("slug", (value) => makeSlug(String(value)));
	liquid.registerFilter("hang", (value, columns) => hangLines(String(value), Number(columns)));
	return liquid;
}

/** In the layout that the editor's formatter gives an expression in a block scalar, so that formatting changes nothing. */
function layOutPromql(expression: string): string {
	return formatPromql(expression, { flush: true }) ?? expression;
}

/** Indents every line but the first, which already stands where the value is written. */
function hangLines(text: string, columns: number): string {
	const indent = " ".repeat(columns);
	return text.trimEnd().replaceAll(/\n(?!\n)/g, `\n${indent}`);
}
