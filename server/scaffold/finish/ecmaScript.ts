import type { Finish } from "./finish.ts";

/**
 * One template serves TypeScript and JavaScript, ES modules and CommonJS. It is an ES module of JavaScript, with tabs, double
 * quotes and the types in comments: `/*: Request` closes as any comment does and annotates what it stands after, `/*~ as
 * const` is TypeScript where it stands.
 *
 * `typescript` makes the comments types, otherwise they go, and so do declarations of types. `commonjs` writes `require`
 * and `module.exports`; imports stand in lines of their own. `single` quotes are taken where a text has neither kind in it.
 * The indent is `tabs`, `four` or else two spaces.
 */
export const finishEcmaScript: Finish = (text, style) => {
	let result = style.has("typescript") ? writeTypes(text) : dropTypes(text);
	if (style.has("commonjs")) result = writeCommonJs(result);
	if (style.has("single")) result = result.replaceAll(/"([^"'`\\\n]*)"/g, "'$1'");
	if (!style.has("tabs")) {
		const unit = style.has("four") ? "    " : "  ";
		result = result.replaceAll(/^\t+/gm, (tabs) => unit.repeat(tabs.length));
	}
	return style.has("crlf") ? result.replaceAll("\n", "\r\n") : result;
};

function writeTypes(text: string): string {
	return text.replaceAll(/ ?\/\*(:[^*]+?) \*\//g, "$1").replaceAll(/\/\*~ ?([^*]+?) \*\//g, "$1");
}

function dropTypes(text: string): string {
	return text
		.replaceAll(/^import type .*\n/gm, "")
		.replaceAll(/ ?\/\*:[^*]+? \*\//g, "")
		.replaceAll(/^(\t+)\/\*~[^*]+? \*\/ /gm, "$1")
		.replaceAll(/ ?\/\*~[^*]+? \*\//g, "");
}

function writeCommonJs(text: string): string {
	const exported: string[] = [];
	const lines = text
		.replaceAll(/^import \{([^}]*)\} from (".*");$/gm, (_, names: string, from: string) => {
			return `const {${names.replaceAll(" as ", ": ")}} = require(${from});`;
		})
		.replaceAll(/^import (?:\* as )?(\w+) from (".*");$/gm, "const $1 = require($2);")
		.replaceAll(/^import (".*");$/gm, "require($1);")
		.replaceAll(/^export ((?:async )?function|const|class) (\w+)/gm, (_, kind: string, name: string) => {
			exported.push(name);
			return `${kind} ${name}`;
		});
	return exported.length === 0 ? lines : `${lines.trimEnd()}\n\nmodule.exports = { ${exported.join(", ")} };\n`;
}
