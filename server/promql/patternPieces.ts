/**
 * What a regular expression of a matcher is made of, as far as a person would ask: plain text, wildcards, and the rest.
 * Source: RE2's syntax, as Go's regexp/syntax documents it.
 */
export type PatternPiece =
	| { readonly kind: "literal"; readonly text: string }
	/** `.`, or with `*`, `+` or `?` behind it. */
	| { readonly kind: "wildcard"; readonly text: string }
	/** `^` and `\A`, `$` and `\z`. */
	| { readonly kind: "start" | "end"; readonly text: string }
	/** Classes, groups with alternatives, repetitions of something. */
	| { readonly kind: "other"; readonly text: string };

/**
 * The alternatives at the top of `pattern`, each in pieces; `undefined` where flags or quoting change what its characters
 * mean. A group around all of a piece's text is no piece of its own: `(api)` is `api`.
 */
export function piecesOf(pattern: string): readonly (readonly PatternPiece[])[] | undefined {
	if (/\(\?(?!:|P?<)|\\Q/.test(pattern)) return undefined;
	const alternatives = splitAlternatives(pattern);
	return alternatives?.map(readPieces);
}

/** At the bars outside of groups and classes; `undefined` where brackets do not match. */
function splitAlternatives(pattern: string): string[] | undefined {
	const alternatives: string[] = [];
	let depth = 0;
	let from = 0;
	for (let index = 0; index < pattern.length; index = skipUnit(pattern, index)) {
		const character = pattern[index];
		if (character === "(") depth += 1;
		else if (character === ")") depth -= 1;
		else if (character === "|" && depth === 0) {
			alternatives.push(pattern.slice(from, index));
			from = index + 1;
		}
		if (depth < 0) return undefined;
	}
	alternatives.push(pattern.slice(from));
	return depth === 0 ? alternatives : undefined;
}

/** Behind the character, escape or class at `index`. */
function skipUnit(pattern: string, index: number): number {
	const character = pattern[index];
	if (character === "\\") return index + 2;
	if (character !== "[") return index + 1;
	let next = index + 1;
	if (pattern[next] === "^") next += 1;
	// A bracket at once is one of the class's own characters.
	if (pattern[next] === "]") next += 1;
	while (next < pattern.length && pattern[next] !== "]") next += pattern[next] === "\\" ? 2 : 1;
	return next + 1;
}

function readPieces(alternative: string): readonly PatternPiece[] {
	const pieces: PatternPiece[] = [];
	for (let index = 0; index < alternative.length; ) {
		const group = alternative[index] === "(";
		const end = group ? endOfGroup(alternative, index) : skipUnit(alternative, index);
		const unit = alternative.slice(index, end);
		const repetition = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(alternative.slice(end))?.[0] ?? "";
		index = end + repetition.length;
		const inner = group && repetition === "" ? readGroup(unit) : undefined;
		if (inner !== undefined) for (const piece of inner) append(pieces, piece);
		else append(pieces, readUnit(unit, repetition));
	}
	return pieces;
}

function endOfGroup(pattern: string, start: number): number {
	let depth = 0;
	for (let index = start; index < pattern.length; index = skipUnit(pattern, index)) {
		if (pattern[index] === "(") depth += 1;
		else if (pattern[index] === ")") depth -= 1;
		if (depth === 0) return index + 1;
	}
	return pattern.length;
}

/** The pieces in a group that has only one alternative. */
function readGroup(unit: string): readonly PatternPiece[] | undefined {
	const inside = unit.replace(/^\((?:\?:|\?P?<\w+>)?/, "").slice(0, -1);
	const alternatives = splitAlternatives(inside);
	const [only] = alternatives ?? [];
	return alternatives?.length === 1 && only !== undefined ? readPieces(only) : undefined;
}

function readUnit(unit: string, repetition: string): PatternPiece {
	const text = unit + repetition;
	if (unit === ".") return /^(?:[*+?]\??)?$/.test(repetition) ? { kind: "wildcard", text } : { kind: "other", text };
	if (repetition !== "") return { kind: "other", text };
	if (unit === "^" || unit === "\\A") return { kind: "start", text };
	if (unit === "$" || unit === "\\z") return { kind: "end", text };
	if (unit.startsWith("\\")) {
		return /^\\[^\w]$/.test(unit) ? { kind: "literal", text: unit.slice(1) } : { kind: "other", text };
	}
	// A class of one character, as people write a dot that is a dot.
	const single = /^\[([^\\^\]])\]$/u.exec(unit)?.[1];
	if (single !== undefined) return { kind: "literal", text: single };
	return /^[[(]/.test(unit) ? { kind: "other", text } : { kind: "literal", text };
}

function append(pieces: PatternPiece[], piece: PatternPiece): void {
	const last = pieces.at(-1);
	if (piece.kind === "literal" && last?.kind === "literal") {
		pieces[pieces.length - 1] = { kind: "literal", text: last.text + piece.text };
	} else {
		pieces.push(piece);
	}
}

/** `pattern` without anchors at the ends of its alternatives, which Prometheus adds itself; the same where it has none. */
export function withoutAnchors(alternatives: readonly (readonly PatternPiece[])[]): (readonly PatternPiece[])[] {
	return alternatives.map((pieces) => {
		const start = pieces.findIndex(({ kind }) => kind !== "start");
		const end = pieces.findLastIndex(({ kind }) => kind !== "end");
		return start === -1 || end === -1 ? [] : pieces.slice(start, end + 1);
	});
}

/** The only text that matches; `undefined` where there may be others. */
export function literalOf(alternatives: readonly (readonly PatternPiece[])[]): string | undefined {
	const [pieces, ...others] = alternatives;
	if (pieces === undefined || others.length > 0) return undefined;
	const [piece, ...more] = pieces;
	if (piece === undefined) return "";
	return more.length === 0 && piece.kind === "literal" ? piece.text : undefined;
}

/** Claims that it matches every text, the empty one too. */
export function matchesAll(alternatives: readonly (readonly PatternPiece[])[]): boolean {
	const free = ({ kind, text }: PatternPiece) => kind === "wildcard" && text !== "." && !text.startsWith(".+");
	return alternatives.some(
		(pieces) => pieces.length > 0 && pieces.every(free) && pieces.some(({ text }) => text.startsWith(".*")),
	);
}

/** Claims that it matches every text but the empty one. */
export function matchesAnything(alternatives: readonly (readonly PatternPiece[])[]): boolean {
	return alternatives.some(([piece, ...more]) => more.length === 0 && /^\.\+\??$/.test(piece?.text ?? ""));
}
