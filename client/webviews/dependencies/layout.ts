import { Graph, layout } from "@dagrejs/dagre";
import type { DependencyPicture, PictureNode } from "../../../server/protocol/overview.ts";

/** Where the nodes and edges of a picture are drawn, in CSS pixels; what feeds is left of what is fed. */
export interface DrawnPicture {
	readonly width: number;
	readonly height: number;
	readonly nodes: readonly DrawnNode[];
	readonly edges: readonly DrawnEdge[];
}

export interface DrawnNode {
	readonly node: PictureNode;
	/** Of the upper left corner. */
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
	/** The nodes that an arrow key leads to: left to what feeds it, right to what it feeds. */
	readonly feeding: readonly string[];
	readonly fed: readonly string[];
}

export interface DrawnEdge {
	/** Of an SVG path. */
	readonly path: string;
	readonly from: string;
	readonly to: string;
}

const nodeHeight = 44;
/** Of a character of the name and of the line below it. */
const characterWidth = { name: 7.4, detail: 6 };
const widest = 320;
const margin = 16;

export function layOut({ nodes, edges }: DependencyPicture): DrawnPicture {
	const graph = new Graph();
	graph.setGraph({ rankdir: "LR", nodesep: 14, ranksep: 56, marginx: margin, marginy: margin });
	graph.setDefaultEdgeLabel(() => ({}));
	for (const node of nodes) graph.setNode(node.id, { width: widthOf(node), height: nodeHeight });
	for (const { from, to } of edges) graph.setEdge(from, to);
	layout(graph);
	const { width = 0, height = 0 } = graph.graph() as { readonly width?: number; readonly height?: number };
	return {
		width,
		height,
		nodes: nodes.map((node) => {
			const place = graph.node(node.id) as { x: number; y: number; width: number; height: number };
			return {
				node,
				x: place.x - place.width / 2,
				y: place.y - place.height / 2,
				width: place.width,
				height: place.height,
				feeding: edges.filter(({ to }) => to === node.id).map(({ from }) => from),
				fed: edges.filter(({ from }) => from === node.id).map(({ to }) => to),
			};
		}),
		edges: edges.map(({ from, to }) => {
			const { points = [] } = graph.edge(from, to) as { readonly points?: readonly { x: number; y: number }[] };
			return { from, to, path: pathThrough(points) };
		}),
	};
}

function widthOf({ name, detail }: PictureNode): number {
	const text = Math.max(name.length * characterWidth.name, detail.length * characterWidth.detail);
	return Math.min(widest, Math.max(120, text + 26));
}

function pathThrough(points: readonly { readonly x: number; readonly y: number }[]): string {
	return points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join(" ");
}

/** A text that fits into a node of that width, its middle left out: names differ at both ends. */
export function fitText(text: string, line: "name" | "detail", width: number): string {
	const most = Math.floor((width - 20) / characterWidth[line]);
	if (text.length <= most) return text;
	const head = Math.ceil((most - 1) / 2);
	return `${text.slice(0, head)}…${text.slice(text.length - (most - 1 - head))}`;
}
