import { LRUCache } from "lru-cache";
import { RE2JS, RE2JSSyntaxException } from "re2js";
import { shorten } from "./shorten.ts";

/** A regular expression of a matcher: whether it is one, and whether it matches a label that is empty or missing. */
export type CompiledRegularExpression =
	| { readonly valid: true; readonly matchesEmpty: boolean; matches(value: string): boolean }
	| {
			readonly valid: false;
			/** A sentence: what is wrong and what to do. */
			readonly reason: string;
			/** The part that is wrong, where it is known. */
			readonly part: string | undefined;
	  };

/** Such as `api|web-.*`: nothing in it can be wrong, so that most expressions need no compiler. */
const plain = /^(?:[\w\-:/ |]|\.[*+]?(?![*+?{]))*$/;
const alternativeOfAnything = /(?:^|\|)(?:\.\*)*(?:\||$)/;

/** Longer ones take too long to compile while someone types; they count as right. */
const longest = 20_000;

const unknown: CompiledRegularExpression = { valid: true, matchesEmpty: false, matches: () => true };

/**
 * Regular expressions by RE2's rules, as Prometheus reads them: anchored at both ends, `.` matching line breaks too.
 * Remembers the last ones it has compiled.
 */
export class RegularExpressions {
	readonly #compiled = new LRUCache<string, CompiledRegularExpression>({ max: 2000 });

	compile(pattern: string): CompiledRegularExpression {
		const known = this.#compiled.get(pattern);
		if (known !== undefined) return known;
		const compiled =
			pattern.length > longest ? unknown : plain.test(pattern) ? new Plain(pattern) : compileWithRe2(pattern);
		this.#compiled.set(pattern, compiled);
		return compiled;
	}
}

class Plain {
	readonly valid = true;
	readonly matchesEmpty: boolean;
	readonly #pattern: string;
	#expression: RE2JS | undefined;

	constructor(pattern: string) {
		this.#pattern = pattern;
		this.matchesEmpty = alternativeOfAnything.test(pattern);
	}

	matches(value: string): boolean {
		this.#expression ??= RE2JS.compile(this.#pattern, RE2JS.DOTALL);
		return this.#expression.matches(value);
	}
}

function compileWithRe2(pattern: string): CompiledRegularExpression {
	try {
		const expression = RE2JS.compile(pattern, RE2JS.DOTALL);
		return {
			valid: true,
			matchesEmpty: expression.matches(""),
			matches: (value) => expression.matches(value),
		};
	} catch (error) {
		if (!(error instanceof RE2JSSyntaxException)) return { valid: false, reason: tooLarge, part: undefined };
		const fault = readFault(error);
		// Go lets two groups have the same name, and no one asks for groups in a matcher.
		if (fault.kind === "duplicate capture group name") return compileWithRe2(renameGroups(pattern));
		return { valid: false, reason: explain(fault.kind, fault.part), part: fault.part };
	}
}

/** Gives every named group a name of its own. */
function renameGroups(pattern: string): string {
	let number = 0;
	return pattern.replace(/\(\?P?<\w+>/g, () => `(?P<_${++number}>`);
}

const tooLarge = "It is too large to be compiled. Make it simpler, or split it into several matchers.";

function readFault(error: object): { kind: string; part: string | undefined } {
	const kind = "error" in error && typeof error.error === "string" ? error.error : "";
	const part = "input" in error && typeof error.input === "string" && error.input !== "" ? error.input : undefined;
	return { kind, part };
}

function explain(kind: string, wholePart = ""): string {
	const part = shorten(wholePart);
	switch (kind) {
		case "invalid or unsupported Perl syntax":
		case "invalid named capture":
			return /^\(\?<?[=!]/.test(part)
				? 'Looking ahead or behind is not possible in RE2. Use a second matcher, such as label!~"…", for what must not be there.'
				: `${part} is not a group that RE2 knows. Write (?:…) for a group, (?P<name>…) for a named one, (?i) for any case.`;
		case "invalid escape sequence":
			return /^\\[1-9]/.test(part)
				? `${part} would refer back to a group, which RE2 cannot. Write the alternatives out.`
				: `RE2 does not know ${part}. A backslash makes a sign literal (\\.) or a class (\\d, \\w, \\s).`;
		case "missing closing )":
			return 'A ")" is missing. Close the group, or write \\( for a parenthesis itself.';
		case "unexpected )":
			return 'A ")" closes nothing. Remove it, or write \\) for a parenthesis itself.';
		case "missing closing ]":
			return 'A "]" is missing. Close the class, or write \\[ for a bracket itself.';
		case "missing argument to repetition operator":
			return `Nothing stands before ${part} that could be repeated. For any text write .*, for the sign itself \\${part}.`;
		case "invalid nested repetition operator":
			return `${part} repeats a repetition. Keep one of them, or group the inner one: (?:…).`;
		case "invalid repeat count":
		case "invalid repetition size":
			return `${part} asks for more repetitions than RE2 allows (1000), or for fewer at most than at least.`;
		case "invalid character class range":
			return `${part} is not a range or class of characters. The first of a range must come before the last, as in [a-z].`;
		case "trailing backslash at end of expression":
			return "It ends with a backslash, which must be followed by a sign. Write \\\\ for a backslash itself.";
		case "expression nests too deeply":
			return "Its groups stand too deep inside one another.";
		default:
			return `RE2 cannot read it${part === "" ? "" : ` at ${part}`}.`;
	}
}
