import type { Span } from "../text/span.ts";
import type { HostPosition, MappingType } from "./structure.ts";

export function findHostPosition(
	_text: string,
	_document: Span,
	_structure: MappingType,
	_offset: number,
): HostPosition | undefined {
	return undefined;
}
