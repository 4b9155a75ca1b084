export interface PlacedPanel {
	readonly type: string;
	readonly title: string;
	readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
}

/** Pairs of panels that stand on the same place of the grid, and panels that stand outside of it. */
export function findOverlaps(panels: readonly PlacedPanel[]): readonly string[] {
	const found: string[] = [];
	panels.forEach((one, index) => {
		const a = one.gridPos;
		if (a.x < 0 || a.y < 0 || a.w < 1 || a.h < 1 || a.x + a.w > 24) found.push(`${one.title} is outside of the grid`);
		for (const other of panels.slice(index + 1)) {
			const b = other.gridPos;
			const apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
			if (!apart) found.push(`${one.title} and ${other.title}`);
		}
	});
	return found;
}
