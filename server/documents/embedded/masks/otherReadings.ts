import type { Mask } from "../region.ts";

/** The text with something else in the place of one mask at a time, each that the variable could well stand for. */
export function* otherReadings(text: string, masks: readonly Mask[]): Generator<string> {
	for (const mask of masks) {
		const { start, end } = mask.span;
		for (const other of alternatives(mask.role, end - start)) {
			if (other.length !== end - start || other === text.slice(start, end)) continue;
			yield text.slice(0, start) + other + text.slice(end);
		}
	}
}

function alternatives(role: Mask["role"], length: number): readonly string[] {
	const name = "z".repeat(length);
	const blank = " ".repeat(length);
	const number = "9".padStart(length, "0");
	switch (role) {
		case "expression":
		case "number":
			return [
				name,
				number,
				length > 2 ? `${"z".repeat(length - 2)}()` : "",
				length > 4 ? `${"z".repeat(length - 4)}[9y]` : "",
				length > 1 ? `"${"z".repeat(length - 2)}"` : "",
				length > 2 ? `(${"9".padStart(length - 2, "0")})` : "",
			];
		case "name":
			return [name, blank];
		case "matchers":
			return [
				blank,
				length > 5 ? `,${"z".repeat(length - 5)}!=""` : "",
				length > 5 ? `${"z".repeat(length - 5)}!="",` : "",
			];
		case "operator":
			return ["+", "==", "> bool", "or", "and", "=", "=~", "!=", "!~"].map((operator) => operator.padEnd(length));
		case "nothing":
			return [blank, ...["+", "==", "or"].map((operator) => operator.padEnd(length))];
		case "duration":
		case "text":
			return [];
		default:
			return role satisfies never;
	}
}
