import "../shared/theme.css";
import "./style.css";
import type { PictureNode } from "../../../server/protocol/overview.ts";
import { type DrawnNode, type DrawnPicture, fitText, layOut } from "./layout.ts";
import type { FromPicture, ToPicture } from "./messages.ts";

interface VsCodeApi {
	postMessage(message: FromPicture): void;
	getState(): ToPicture | undefined;
	setState(state: ToPicture): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

const vscode = acquireVsCodeApi();
const svgNamespace = "http://www.w3.org/2000/svg";
const stage = elementOf("stage");
const title = elementOf("title");
const note = elementOf("note");

let drawn: DrawnPicture | undefined;
let zoom = 1;
const shapes = new Map<string, SVGGElement>();

function elementOf(id: string): HTMLElement {
	const element = document.getElementById(id);
	if (element === null) throw new Error(`The page has no #${id}.`);
	return element;
}

function svg<Name extends keyof SVGElementTagNameMap>(
	name: Name,
	attributes: Readonly<Record<string, string | number>>,
): SVGElementTagNameMap[Name] {
	const element = document.createElementNS(svgNamespace, name);
	for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
	return element;
}

function show(message: ToPicture): void {
	vscode.setState(message);
	stage.replaceChildren();
	shapes.clear();
	if (message.kind === "nothing") {
		title.textContent = "Dependencies";
		note.textContent = message.reason;
		drawn = undefined;
		return;
	}
	const { picture } = message.result;
	title.textContent = message.result.title;
	note.textContent = picture.cut
		? `The nearest ${picture.nodes.length} are shown; there are more.`
		: `${picture.nodes.length} ${picture.nodes.length === 1 ? "thing" : "things"}, ${picture.edges.length} ${picture.edges.length === 1 ? "connection" : "connections"}.`;
	drawn = layOut(picture);
	stage.append(draw(drawn, message.result.title));
	showWhole();
	const centre = drawn.nodes.find(({ node }) => node.centre) ?? drawn.nodes[0];
	if (centre !== undefined) focus(centre.node.id, true);
}

function draw(picture: DrawnPicture, name: string): SVGSVGElement {
	const root = svg("svg", {
		viewBox: `0 0 ${picture.width} ${picture.height}`,
		role: "group",
		"aria-label": `Dependencies of ${name}`,
	});
	const marker = svg("marker", {
		id: "arrow",
		viewBox: "0 0 8 8",
		refX: 8,
		refY: 4,
		markerWidth: 7,
		markerHeight: 7,
		orient: "auto-start-reverse",
	});
	marker.append(svg("path", { d: "M0 0 L8 4 L0 8 Z", class: "arrow" }));
	const definitions = svg("defs", {});
	definitions.append(marker);
	root.append(definitions);
	for (const { path } of picture.edges) {
		root.append(svg("path", { d: path, class: "edge", "marker-end": "url(#arrow)" }));
	}
	for (const node of picture.nodes) {
		const shape = drawNode(node);
		shapes.set(node.node.id, shape);
		root.append(shape);
	}
	return root;
}

function drawNode({ node, x, y, width, height, feeding, fed }: DrawnNode): SVGGElement {
	const group = svg("g", {
		class: `node kind-${node.kind}${node.centre ? " centre" : ""}`,
		role: "button",
		tabindex: -1,
		transform: `translate(${x} ${y})`,
		"aria-label": `${node.name}, ${node.detail}; made of ${feeding.length}, used by ${fed.length}`,
	});
	const name = svg("text", { x: 12, y: 18, class: "name" });
	name.textContent = fitText(node.name, "name", width);
	const detail = svg("text", { x: 12, y: 34, class: "detail" });
	detail.textContent = fitText(node.detail, "detail", width);
	const tip = svg("title", {});
	tip.textContent = `${node.name}\n${node.detail}`;
	group.append(tip, svg("rect", { width, height, rx: 4 }), svg("rect", { width: 4, height, class: "edge-mark" }));
	group.append(name, detail);
	group.addEventListener("click", (event) => act(node, event.shiftKey));
	group.addEventListener("keydown", (event) => walk(event, node));
	group.addEventListener("focus", () => mark(node.id));
	return group;
}

function act(node: PictureNode, centre: boolean): void {
	if (centre && node.symbol !== undefined) vscode.postMessage({ kind: "centre", node });
	else if (node.uri !== undefined) vscode.postMessage({ kind: "open", node });
}

/** Left to what feeds it, right to what it feeds, up and down among those that stand in one column. */
function walk(event: KeyboardEvent, node: PictureNode): void {
	const here = drawn?.nodes.find((other) => other.node.id === node.id);
	if (here === undefined) return;
	switch (event.key) {
		case "Enter":
		case " ":
			act(node, event.shiftKey);
			break;
		case "ArrowLeft":
			focusFirst(here.feeding);
			break;
		case "ArrowRight":
			focusFirst(here.fed);
			break;
		case "ArrowUp":
		case "ArrowDown":
			focusFirst(inColumn(here, event.key === "ArrowDown"));
			break;
		case "Home":
			focusFirst(drawn?.nodes.filter((other) => other.node.centre).map((other) => other.node.id) ?? []);
			break;
		default:
			return;
	}
	event.preventDefault();
}

/** The nearest node above or below, wherever its left edge is. */
function inColumn(here: DrawnNode, below: boolean): readonly string[] {
	const others = (drawn?.nodes ?? []).filter(
		(other) => Math.abs(other.x + other.width / 2 - here.x - here.width / 2) < here.width && other !== here,
	);
	return others
		.filter(({ y }) => (below ? y > here.y : y < here.y))
		.sort((a, b) => Math.abs(a.y - here.y) - Math.abs(b.y - here.y))
		.map(({ node }) => node.id);
}

function focusFirst(ids: readonly string[]): void {
	const [id] = ids;
	if (id !== undefined) focus(id, true);
}

function focus(id: string, scroll: boolean): void {
	const shape = shapes.get(id);
	if (shape === undefined) return;
	for (const other of shapes.values()) other.setAttribute("tabindex", "-1");
	shape.setAttribute("tabindex", "0");
	shape.focus({ preventScroll: !scroll });
	if (scroll) shape.scrollIntoView({ block: "center", inline: "center" });
}

/** The edges of the node that has the focus stand out. */
function mark(id: string): void {
	const edges = stage.querySelectorAll(".edge");
	for (const [index, edge] of [...edges].entries()) {
		const { from, to } = drawn?.edges[index] ?? { from: "", to: "" };
		edge.classList.toggle("marked", from === id || to === id);
	}
}

function setZoom(next: number): void {
	zoom = Math.min(3, Math.max(0.1, next));
	const root = stage.querySelector("svg");
	if (root === null || drawn === undefined) return;
	root.setAttribute("width", String(Math.ceil(drawn.width * zoom)));
	root.setAttribute("height", String(Math.ceil(drawn.height * zoom)));
}

/** All of it where that can be read, and never larger than it is. */
function showWhole(): void {
	if (drawn === undefined) return;
	const space = Math.min(stage.clientWidth / drawn.width, stage.clientHeight / drawn.height);
	setZoom(Math.min(1, Math.max(0.8, space)));
}

elementOf("smaller").addEventListener("click", () => setZoom(zoom / 1.25));
elementOf("larger").addEventListener("click", () => setZoom(zoom * 1.25));
elementOf("fit").addEventListener("click", showWhole);
document.addEventListener("keydown", (event) => {
	if (event.key === "+" || event.key === "=") setZoom(zoom * 1.25);
	else if (event.key === "-") setZoom(zoom / 1.25);
	else if (event.key === "0") showWhole();
});
window.addEventListener("message", (event: MessageEvent<ToPicture>) => show(event.data));

const last = vscode.getState();
if (last !== undefined) show(last);
vscode.postMessage({ kind: "ready" });
