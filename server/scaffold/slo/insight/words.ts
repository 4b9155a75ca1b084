/** A ratio as percent with as many digits as tell it from a promise such as 99.95 %. */
export function writePercent(ratio: number): string {
	const percent = ratio * 100;
	const rest = Math.abs(100 - percent);
	if (percent === 0 || rest === 0) return `${percent} %`;
	const near = Math.min(Math.abs(percent), rest);
	const digits = Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(near))));
	return `${Number(percent.toFixed(digits))} %`;
}

/** Three digits that count: `0.42`, `14.4`, `720`. */
export function writeFactor(factor: number): string {
	return factor >= 100 ? String(Math.round(factor)) : String(Number(factor.toPrecision(3)));
}

/** In UTC, to the day. */
export function writeDay(seconds: number): string {
	return new Date(seconds * 1000).toISOString().slice(0, 10);
}

export function writeTimes(count: number): string {
	if (count === 0) return "never";
	return ["once", "twice"][count - 1] ?? `${count} times`;
}
