import { SegmentMap } from "../../text/segmentMap.ts";
import { type Span, shift } from "../../text/span.ts";
import type { TextEdit } from "../../text/textEdit.ts";
import type { YamlScalar } from "../yaml/node.ts";
import type { DecodedScalar } from "./decodedScalar.ts";
import { decodeScalar } from "./decodeScalar.ts";
import { encodeBlockLines } from "./encodeBlockLines.ts";
import { encodeScalarEdit } from "./encodeScalarEdit.ts";
import { findInnerQueries } from "./goTemplate/innerQueries.ts";
import { nestRegion } from "./nestedRegion.ts";
import type {
	EmbeddedLanguage,
	EmbeddedRegion,
	EncodedLines,
	HostText,
	RegionContext,
	WrittenScalar,
} from "./region.ts";

/** A YAML scalar that holds another language. Moving it shares what was decoded. */
export class YamlScalarRegion implements EmbeddedRegion {
	readonly language: EmbeddedLanguage;
	readonly context: RegionContext;
	readonly text: string;
	readonly hostSpan: Span;
	readonly map: SegmentMap;
	readonly scalar?: WrittenScalar;
	readonly #scalar: YamlScalar;
	readonly #decoded: DecodedScalar;
	readonly #start: number;
	#inner: readonly EmbeddedRegion[] | undefined;

	constructor(
		scalar: YamlScalar,
		decoded: DecodedScalar,
		base: number,
		language: EmbeddedLanguage,
		context: RegionContext,
	) {
		const start = scalar.start + base;
		this.language = language;
		this.context = context;
		this.text = decoded.text;
		this.hostSpan = { start: start + decoded.start, end: start + decoded.end };
		this.map = new SegmentMap(decoded.segments, decoded.start, start);
		if (scalar.json !== true) {
			this.scalar = { style: scalar.style, flow: scalar.flow, span: { start, end: scalar.end + base } };
		}
		this.#scalar = scalar;
		this.#decoded = decoded;
		this.#start = start;
	}

	/** The same region, `delta` further on in the file. */
	moved(delta: number, context: RegionContext): YamlScalarRegion {
		const base = this.#start - this.#scalar.start + delta;
		return new YamlScalarRegion(this.#scalar, this.#decoded, base, this.language, context);
	}

	/** What a template asks for, in the file's offsets; looked for only when somebody wants it. */
	get inner(): readonly EmbeddedRegion[] {
		if (this.language !== "gotemplate") return [];
		this.#inner ??= findInnerQueries(this.text, this.context).map((region) => nestRegion(region, this));
		return this.#inner;
	}

	/** Only of a literal block, whose lines are those of its text. */
	get contentIndent(): number | undefined {
		return this.#scalar.style === "literal" ? this.#decoded.contentIndent : undefined;
	}

	encodeEdit(edit: TextEdit): TextEdit | undefined {
		const encoded = encodeScalarEdit(this.#scalar, this.#decoded, edit);
		return encoded && this.#placed(encoded);
	}

	/** Only of a block scalar. */
	get encodeLines(): ((lines: readonly string[]) => EncodedLines | undefined) | undefined {
		if (this.#decoded.contentIndent === undefined) return undefined;
		return (lines) => {
			const encoded = encodeBlockLines(this.#scalar, this.#decoded, lines);
			return encoded && { ...encoded, edit: this.#placed(encoded.edit) };
		};
	}

	#placed({ span, newText }: TextEdit): TextEdit {
		return { span: shift(span, this.#start), newText };
	}
}

/** A scalar's text as a text of its own, whatever its language. */
export function createScalarText(scalar: YamlScalar, base: number): HostText {
	return createScalarRegion(scalar, base, "promql", { role: "query" });
}

export function createScalarRegion(
	scalar: YamlScalar,
	base: number,
	language: EmbeddedLanguage,
	context: RegionContext,
): YamlScalarRegion {
	const decoded = decodeScalar(scalar.style, scalar.raw, scalar.parentIndent);
	return new YamlScalarRegion(scalar, decoded, base, language, context);
}
