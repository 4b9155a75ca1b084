import { LRUCache } from "lru-cache";
import type { EmbeddedRegion } from "../../documents/embedded/region.ts";
import type { DocumentModel } from "../../documents/model.ts";
import { overlaps, type Span } from "../../text/span.ts";
import { findTemplateTokens } from "./goTemplate.ts";
import { overlayMasks } from "./maskTokens.ts";
import { findPromqlTokens } from "./promql.ts";
import type { SemanticToken } from "./token.ts";

/** Characters of text whose tokens are remembered: a few large files. */
const REMEMBERED = 8 * 1024 * 1024;

/**
 * Says what every word of the embedded languages is; the host's own words are left to the host's grammar.
 * What was found in a text is remembered, since all but one text of a file are the same at the next key stroke.
 */
export class SemanticTokenFinder {
	readonly #known = new LRUCache<string, readonly SemanticToken[]>({
		maxSize: REMEMBERED,
		sizeCalculation: (_, key) => key.length + 64,
	});

	/** The tokens of the whole file, or of the regions that `range` touches, in file order and none longer than a line. */
	find(model: DocumentModel, text: string, range?: Span): readonly SemanticToken[] {
		const found: SemanticToken[] = [];
		const { regions } = model;
		for (
			let index = range === undefined ? 0 : firstEndingAfter(regions, range.start);
			index < regions.length;
			index++
		) {
			const region = regions[index];
			if (region === undefined || (range !== undefined && region.hostSpan.start >= range.end)) break;
			this.#placeAll(region, text, range, found);
		}
		return found;
	}

	/** Tokens within a region are in order, and those of an inner language go over what is around it. */
	#placeAll(region: EmbeddedRegion, text: string, range: Span | undefined, found: SemanticToken[]): void {
		const inner = region.inner ?? [];
		let next = 0;
		for (const token of overlayMasks(this.#tokensOf(region), region.masks ?? [])) {
			const { start, end } = region.map.toHostSpan(token);
			let from = token.start;
			for (let query = inner[next]; query !== undefined && query.hostSpan.end <= end; query = inner[++next]) {
				if (query.hostSpan.start < start) continue;
				const before = region.map.toEmbedded(query.hostSpan.start);
				place({ ...token, start: from, end: before }, region, text, range, found);
				this.#placeAll(query, text, range, found);
				from = region.map.toEmbedded(query.hostSpan.end);
			}
			place({ ...token, start: from }, region, text, range, found);
		}
	}

	#tokensOf(region: EmbeddedRegion): readonly SemanticToken[] {
		const key = `${region.language} ${region.text}`;
		const known = this.#known.get(key);
		if (known !== undefined) return known;
		const tokens = region.language === "promql" ? findPromqlTokens(region.text) : findTemplateTokens(region.text);
		this.#known.set(key, tokens);
		return tokens;
	}
}

/** The index of the first region that ends after `offset`. */
function firstEndingAfter(regions: readonly EmbeddedRegion[], offset: number): number {
	let low = 0;
	let high = regions.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((regions[middle]?.hostSpan.end ?? 0) <= offset) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Adds the token at its place in the file, once for each line that it is on. */
function place(
	token: SemanticToken,
	{ map }: EmbeddedRegion,
	text: string,
	range: Span | undefined,
	found: SemanticToken[],
): void {
	const { start, end } = map.toHostSpan(token);
	if (range !== undefined && !overlaps({ start, end }, range)) return;
	if (!hasLineBreak(text, start, end)) {
		if (end > start) found.push({ ...token, start, end });
		return;
	}
	for (const line of text.slice(start, end).matchAll(/[^\r\n]+/g)) {
		const indent = line[0].length - line[0].trimStart().length;
		const from = start + line.index + (line.index === 0 ? 0 : indent);
		const to = start + line.index + line[0].length;
		if (to > from) found.push({ ...token, start: from, end: to });
	}
}

function hasLineBreak(text: string, start: number, end: number): boolean {
	for (let offset = start; offset < end; offset++) {
		const code = text.charCodeAt(offset);
		if (code === 10 || code === 13) return true;
	}
	return false;
}
