import type { Problem } from "../../server/text/problem.ts";

/** A text with `^^^^ code` below what each problem is about, as an editor shows it; what spans lines is marked on the first. */
export function drawSquiggles(text: string, problems: readonly Problem[]): string {
	const lines = text.split("\n");
	const below = lines.map((): string[] => []);
	for (const { span, code } of problems) {
		const before = text.slice(0, span.start).split("\n");
		const index = before.length - 1;
		const column = before.at(-1)?.length ?? 0;
		const line = lines[index] ?? "";
		const length = Math.max(1, Math.min(span.end - span.start, line.length - column));
		below[index]?.push(`${" ".repeat(column)}${"^".repeat(length)} ${code}`);
	}
	return lines.flatMap((line, index) => [line, ...(below[index] ?? [])]).join("\n");
}
