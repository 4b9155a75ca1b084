import type { TextEdit } from "../../text/textEdit.ts";
import type { YamlScalar } from "../yaml/node.ts";
import type { DecodedScalar } from "./decodedScalar.ts";
import { decodeScalar } from "./decodeScalar.ts";
import { isReadable } from "./encodeScalarEdit.ts";
import type { EncodedLines } from "./region.ts";

/**
 * Encodes `lines` as the content of a block scalar, in offsets from the scalar's first character.
 *
 * Blank lines before and after the content stay, and so does the indentation; `undefined` where the scalar is no block,
 * or where its indentation cannot hold the lines, as when the first of them begins with a space.
 */
export function encodeBlockLines(
	scalar: YamlScalar,
	decoded: DecodedScalar,
	lines: readonly string[],
): EncodedLines | undefined {
	const { raw } = scalar;
	const { contentIndent } = decoded;
	if (contentIndent === undefined) return undefined;
	const content = raw.slice(decoded.start, decoded.end);
	if (content.trim() === "") return undefined;
	const firstCharacter = decoded.start + content.length - content.trimStart().length;
	const start = Math.max(decoded.start, raw.lastIndexOf("\n", firstCharacter) + 1 + contentIndent);
	const end = decoded.start + content.trimEnd().length;
	const lineBreak = raw.includes("\r\n") ? "\r\n" : "\n";
	const indent = " ".repeat(contentIndent);
	const newText = lines.map((line, index) => (index === 0 || line === "" ? line : indent + line)).join(lineBreak);
	const edited = raw.slice(0, start) + newText + raw.slice(end);
	if (!isReadable(scalar, edited)) return undefined;
	const { text } = decodeScalar(scalar.style, edited, scalar.parentIndent);
	return { edit: { span: { start, end }, newText } satisfies TextEdit, text };
}
