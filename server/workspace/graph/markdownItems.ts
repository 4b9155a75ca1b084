import { type Fence, findFences } from "../../documents/markdown/findFences.ts";
import type { Span } from "../../text/span.ts";
import { dashboardOf } from "./annotationUses.ts";
import type { ItemDraft } from "./draft.ts";
import { resolvePath } from "./fileNames.ts";
import type { Labels, NameUse } from "./indexedFile.ts";
import type { IndexReading } from "./indexReading.ts";
import { Slugs } from "./slugs.ts";

interface Line {
	readonly span: Span;
	readonly text: string;
}

interface Heading {
	readonly level: number;
	readonly name: string;
	readonly nameSpan: Span;
	readonly start: number;
	/** The fragment that is written for it. */
	readonly id?: string;
}

/** A page with its headings, from each of which its section hangs; a page without a heading is none. */
export function readMarkdownItems({ uri, text }: IndexReading): readonly ItemDraft[] {
	const front = readFrontMatter(text);
	const lines = linesOutsideCode(text, front?.end ?? 0);
	const headings = findHeadings(lines);
	const [first] = headings;
	if (first === undefined) return [];
	const slugs = new Slugs();
	const items = headings.map((heading, index): ItemDraft => {
		const { level, name, nameSpan, start } = heading;
		const next = headings.slice(index + 1).find((other) => other.level <= level);
		const span = { start, end: next?.start ?? text.length };
		return { kind: "heading", name, span, nameSpan, level, slug: heading.id ?? slugs.take(name), uses: [] };
	});
	const anchors = findAnchors(text);
	const page: ItemDraft = {
		kind: "runbook",
		name: first.name,
		span: { start: 0, end: text.length },
		nameSpan: first.nameSpan,
		uses: front?.uses ?? [],
		...(folder.test(uri) ? { placed: true } : {}),
		...(front === undefined ? {} : { frontMatter: front.labels }),
		...(anchors.length === 0 ? {} : { anchors }),
	};
	return [page, ...items];
}

/** What elements of HTML in a page are called. */
function findAnchors(text: string): readonly string[] {
	if (!/\s(?:id|name)\s*=/i.test(text)) return [];
	const named = text.matchAll(/<[a-z][^<>]{0,500}?\s(?:id|name)\s*=\s*["']?([^\s"'<>]+)/gi);
	return [...new Set([...named].map(([, anchor = ""]) => anchor))];
}

/** Where runbooks lie. */
const folder = /\/(?:run-?books?|play-?books?)\/[^?#]*$/i;

/** Where a page links to other files of its repository, and to dashboards. */
export function findMarkdownLinks({ uri, text }: IndexReading): readonly NameUse[] {
	return linesOutsideCode(text, 0).flatMap((line) =>
		[...line.text.matchAll(/\]\(<?([^\s()<>]+)>?(?:\s+"[^"]*")?\)/g)].flatMap((match): readonly NameUse[] => {
			const target = match[1] ?? "";
			const start = line.span.start + match.index + match[0].indexOf(target, 2);
			const span = { start, end: start + target.length };
			const dashboard = dashboardOf(target);
			if (dashboard !== undefined) return [{ kind: "dashboard", name: dashboard, span }];
			if (/^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i.test(target)) return [];
			const name = resolvePath(uri, target);
			return name === undefined ? [] : [{ kind: "file", name, span }];
		}),
	);
}

/** The lines that are text: no code, no comment, and not before `from`. */
function linesOutsideCode(text: string, from: number): readonly Line[] {
	const hidden = [...findFences(text).flatMap(spanOfFence), ...spansOfComments(text)].sort((a, b) => a.start - b.start);
	const lines: Line[] = [];
	let next = 0;
	for (let start = 0; start <= text.length; ) {
		const lineFeed = text.indexOf("\n", start);
		const stop = lineFeed === -1 ? text.length : lineFeed;
		const end = text[stop - 1] === "\r" && stop > start ? stop - 1 : stop;
		while ((hidden[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
		const isHidden = (hidden[next]?.start ?? Number.POSITIVE_INFINITY) <= start;
		if (start >= from && !isHidden) lines.push({ span: { start, end }, text: text.slice(start, end) });
		start = stop + 1;
	}
	return lines;
}

function spanOfFence({ lines }: Fence): readonly Span[] {
	const [first] = lines;
	const last = lines.at(-1);
	// The marks before a line's content belong to it.
	return first === undefined || last === undefined ? [] : [{ start: first.start, end: last.end + 1 }];
}

function spansOfComments(text: string): readonly Span[] {
	if (!text.includes("<!--")) return [];
	return [...text.matchAll(/<!--[\s\S]*?(?:-->|$)/g)].map(({ 0: comment, index }) => ({
		start: index,
		end: index + comment.length,
	}));
}

/** Headings of both styles of CommonMark 0.31, outside of quotes and lists. */
function findHeadings(lines: readonly Line[]): readonly Heading[] {
	const headings: Heading[] = [];
	let paragraph: Line[] = [];
	for (const line of lines) {
		const atx = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/.exec(line.text);
		const underline = /^ {0,3}(=+|-+)[ \t]*$/.exec(line.text)?.[1];
		if (atx !== null) {
			headings.push(describe(line, atx[2] ?? "", atx[1]?.length ?? 1));
			paragraph = [];
		} else if (underline !== undefined && paragraph.length > 0) {
			const [first] = paragraph;
			const written = paragraph.map(({ text }) => text.trim()).join(" ");
			if (first !== undefined) headings.push(describe(first, written, underline.startsWith("=") ? 1 : 2));
			paragraph = [];
		} else if (/^\s*$|^ {0,3}(?:[-*+>|]|\d{1,9}[.)]\s)|^(?: {4}|\t)/.test(line.text)) paragraph = [];
		else paragraph.push(line);
	}
	return headings;
}

function describe(line: Line, written: string, level: number): Heading {
	const id = /\s*\{#([\w-]+)\}\s*$/.exec(written);
	const name = plainText(id === null ? written : written.slice(0, id.index)).trim();
	const at = line.text.indexOf(name);
	const start = line.span.start + Math.max(at, 0);
	const nameSpan = at === -1 || name === "" ? line.span : { start, end: start + name.length };
	return { level, name, nameSpan, start: line.span.start, ...(id?.[1] === undefined ? {} : { id: id[1] }) };
}

/** What a reader sees of a heading: without marks of code, emphasis and links. */
function plainText(written: string): string {
	return written
		.replace(/!\[([^\]]*)\]\([^)]*\)/g, "$1")
		.replace(/\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, "$1")
		.replace(/(?<!\\)`+([^`]*)`+/g, "$1")
		.replace(/(?<!\\)(\*{1,3})(\S(?:.*?[^\s\\])?)\1/g, "$2")
		.replace(/(?<![\w\\])(_{1,3})(\S(?:.*?[^\s\\])?)\1(?!\w)/g, "$2")
		.replace(/\\([!-/:-@[-`{-~])/g, "$1");
}

/** The plain entries of the YAML that stands in front of the text. */
function readFrontMatter(
	text: string,
): { readonly end: number; readonly labels: Labels; readonly uses: NameUse[] } | undefined {
	const block = /^\ufeff?---[ \t]*\r?\n([\s\S]*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/m.exec(text);
	if (block === null || block.index !== 0) return undefined;
	const body = block[1] ?? "";
	const from = block[0].indexOf(body, 3);
	const labels = new Map<string, string>();
	const uses: NameUse[] = [];
	for (const entry of body.matchAll(/^([\w-]+):[ \t]*(["']?)(.*?)\2[ \t]*\r?$/gm)) {
		const [whole, key = "", quote = "", value = ""] = entry;
		if (value === "") continue;
		labels.set(key, value);
		if (!/^alert(?:name)?$/i.test(key)) continue;
		const start = from + entry.index + whole.indexOf(`${quote}${value}`, key.length + 1) + quote.length;
		uses.push({ kind: "alert", name: value, span: { start, end: start + value.length } });
	}
	return { end: block[0].length, labels: Object.fromEntries(labels), uses };
}
