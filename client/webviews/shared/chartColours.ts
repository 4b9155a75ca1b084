/** The theme's own colours for lines; without its orange, which many dark themes leave as dim as the background. */
const colourNames = [
	"charts-blue",
	"charts-green",
	"charts-red",
	"charts-purple",
	"charts-yellow",
	"terminal-ansiCyan",
];

/** Told apart without colour too: each round through the colours has its own dashes, in pixels of line and hole. */
const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3]];

/** What a canvas is drawn with. A canvas does not follow the theme by itself: read it again when the theme changes. */
export interface ChartTheme {
	readonly text: string;
	readonly background: string;
	readonly grid: string;
	/** A threshold, which is a warning. */
	readonly threshold: string;
	readonly font: string;
	lineColour(index: number): string;
	lineDash(index: number): readonly number[];
}

export function readChartTheme(): ChartTheme {
	const style = getComputedStyle(document.body);
	const colour = (name: string): string => style.getPropertyValue(`--vscode-${name}`).trim();
	const text = colour("foreground") || style.color;
	const lines = colourNames.map((name) => colour(name) || text);
	return {
		text,
		background: colour("editor-background") || style.backgroundColor,
		grid: colour("contrastBorder") || colour("charts-lines") || text,
		threshold: colour("editorWarning-foreground") || colour("charts-red") || text,
		font: `${style.fontSize} ${style.fontFamily}`,
		lineColour: (index) => lines[index % lines.length] ?? text,
		lineDash: (index) => dashes[Math.floor(index / lines.length) % dashes.length] ?? [],
	};
}

/** The editor names its theme in the body's class; the answer ends it. */
export function followTheme(changed: () => void): () => void {
	const observer = new MutationObserver(changed);
	observer.observe(document.body, { attributeFilter: ["class", "data-vscode-theme-id"] });
	return () => observer.disconnect();
}
