import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

interface GrammarContribution {
	readonly scopeName: string;
	readonly path: string;
	readonly injectTo?: readonly string[];
}

/** The grammars that VS Code brings, of the build that the other suites open, and ours, wired as VS Code wires them. */
export async function loadGrammars(): Promise<textmate.Registry> {
	const wasm = readFileSync(createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm"));
	await oniguruma.loadWASM(wasm);
	const ours = contributionsOf(root);
	const all = [...builtInExtensions().flatMap(contributionsOf), ...ours];
	return new textmate.Registry({
		onigLib: Promise.resolve({
			createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
			createOnigString: (text) => new oniguruma.OnigString(text),
		}),
		loadGrammar(scope) {
			const found = all.find(({ scopeName }) => scopeName === scope);
			if (found === undefined) return Promise.resolve(null);
			return Promise.resolve(textmate.parseRawGrammar(readFileSync(found.path, "utf8"), found.path));
		},
		getInjections: (scope) =>
			ours.flatMap(({ scopeName, injectTo }) => (injectTo?.includes(scope) === true ? [scopeName] : [])),
	});
}

function builtInExtensions(): readonly string[] {
	const cache = join(root, ".cache");
	const version = readdirSync(cache).find((name) => name.startsWith("code-server-"));
	const folder = join(cache, version ?? "", "node_modules/code-server/lib/vscode/extensions");
	return ["yaml", "json", "markdown-basics"].map((name) => join(folder, name));
}

function contributionsOf(extension: string): readonly GrammarContribution[] {
	const manifest: { readonly contributes: { readonly grammars: readonly GrammarContribution[] } } = JSON.parse(
		readFileSync(join(extension, "package.json"), "utf8"),
	);
	return manifest.contributes.grammars.map((grammar) => ({ ...grammar, path: join(extension, grammar.path) }));
}

export interface ScopedToken {
	readonly text: string;
	/** From the outermost to the innermost. */
	readonly scopes: readonly string[];
}

/** Every token of the text, without those of blanks. */
export function tokenize(grammar: textmate.IGrammar, text: string): readonly ScopedToken[] {
	const tokens: ScopedToken[] = [];
	let state = textmate.INITIAL;
	for (const line of text.split("\n")) {
		const result = grammar.tokenizeLine(line, state);
		for (const { startIndex, endIndex, scopes } of result.tokens) {
			const word = line.slice(startIndex, endIndex).trim();
			if (word !== "") tokens.push({ text: word, scopes });
		}
		state = result.ruleStack;
	}
	return tokens;
}
