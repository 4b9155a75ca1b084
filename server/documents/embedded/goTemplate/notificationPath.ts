import { lexTemplate } from "./lexer.ts";
import {
	type NotificationField,
	type NotificationType,
	notificationElements,
	notificationFields,
} from "./notificationData.ts";
import type { Token } from "./tokens.ts";

/** What is known at a place inside an action of a notification's template, by the text before it. */
export interface NotificationScope {
	/** What the dot stands for; `undefined` where that cannot be said, as in a template that others call. */
	readonly dot: NotificationType | undefined;
	/** What the variables hold that are declared before, by their names with the dollar sign. */
	readonly variables: ReadonlyMap<string, NotificationType | undefined>;
	/** The words of the action that the place is in; `undefined` outside of any. */
	readonly action: readonly Token[] | undefined;
}

interface Block {
	readonly dot: NotificationType | undefined;
}

/** Reads what stands before a place: blocks change what the dot stands for, declarations add variables. */
export function readNotificationScope(before: string): NotificationScope {
	const blocks: Block[] = [];
	const variables = new Map<string, NotificationType | undefined>([["$", "data"]]);
	let dot: NotificationType | undefined = "data";
	let action: Token[] | undefined;
	for (const token of lexTemplate(before)) {
		if (token.kind === "leftDelimiter") action = [];
		else if (token.kind === "rightDelimiter") {
			dot = apply(action ?? [], dot, variables, blocks);
			action = undefined;
		} else if (token.kind === "fault") {
			// The lexer stops where the text does, in the middle of a word, a string or a comment.
			if (/^(?:["`']|\{\{-?\s*\/\*)/.test(before.slice(token.span.start))) action = undefined;
			break;
		} else if (token.kind !== "space" && token.kind !== "end") action?.push(token);
	}
	return { dot, variables, action };
}

/** What the dot stands for behind an action. */
function apply(
	action: readonly Token[],
	dot: NotificationType | undefined,
	variables: Map<string, NotificationType | undefined>,
	blocks: Block[],
): NotificationType | undefined {
	const word = action[0]?.kind === "keyword" ? action[0].text : undefined;
	const rest = word === undefined ? action : action.slice(1);
	const declares = rest.findIndex(({ kind }) => kind === "declare" || kind === "assign");
	const value = typeOfWords(rest.slice(declares + 1), dot, variables);
	const names = declares === -1 ? [] : rest.slice(0, declares).filter(({ kind }) => kind === "variable");
	const element = value === undefined ? undefined : notificationElements[value];
	for (const [index, { text }] of names.entries()) {
		const held = word === "range" ? element : value;
		// Of two variables of a `range` the first one counts.
		variables.set(text, index < names.length - 1 ? "text" : held);
	}
	switch (word) {
		case "if":
			blocks.push({ dot });
			return dot;
		case "range":
			blocks.push({ dot });
			return element;
		case "with":
			blocks.push({ dot });
			return value;
		case "define":
		case "block":
			blocks.push({ dot });
			return undefined;
		case "else":
			return blocks.at(-1)?.dot;
		case "end":
			return blocks.length === 0 ? dot : blocks.pop()?.dot;
		default:
			return dot;
	}
}

/** What a path alone, such as `$.Alerts.Firing`, gives; `undefined` of anything else. */
function typeOfWords(
	words: readonly Token[],
	dot: NotificationType | undefined,
	variables: ReadonlyMap<string, NotificationType | undefined>,
): NotificationType | undefined {
	const [first, ...others] = words;
	if (first === undefined) return undefined;
	if (first.kind === "dot") return others.length === 0 ? dot : undefined;
	if (first.kind === "variable") return follow(variables.get(first.text), others);
	return follow(dot, words);
}

/** What is at the end of a path of fields that begins at a value of the type. */
function follow(type: NotificationType | undefined, path: readonly Token[]): NotificationType | undefined {
	let current = type;
	for (const { kind, text } of path) {
		if (kind !== "field") return undefined;
		current = findNotificationField(current, text.slice(1))?.type;
	}
	return current;
}

/** A field of a value; of one of unknown type that of a notification or an alert, which others are hardly handed. */
export function findNotificationField(type: NotificationType | undefined, name: string): NotificationField | undefined {
	for (const candidate of type === undefined ? (["data", "alert"] as const) : [type]) {
		const fields = notificationFields[candidate];
		if (fields !== undefined && Object.hasOwn(fields, name)) return fields[name];
	}
	if (type === "labels") return { type: "text", documentation: "The value of the label; empty where there is none." };
	if (type !== "annotations") return undefined;
	return { type: "text", documentation: "The text of the annotation; empty where there is none." };
}

export interface FieldOwner {
	/** What stands before the dot; `undefined` where that cannot be said. */
	readonly type: NotificationType | undefined;
	/** The field begins a value, so it is one of what the dot stands for. */
	readonly first: boolean;
}

/** What a dot at `offset` of a template comes behind; `undefined` outside of actions. */
export function findFieldOwner(text: string, offset: number): FieldOwner | undefined {
	const { action, dot, variables } = readNotificationScope(text.slice(0, offset));
	if (action === undefined) return undefined;
	let start = action.length;
	let end = offset;
	for (; start > 0; start -= 1) {
		const token = action[start - 1];
		if (token?.kind !== "field" || token.span.end !== end) break;
		end = token.span.start;
	}
	const path = action.slice(start);
	const root = action[start - 1];
	const touched = root !== undefined && root.span.end === end;
	if (touched && root.kind === "variable") return { type: follow(variables.get(root.text), path), first: false };
	if (touched && root.kind === "rightParen") return { type: undefined, first: false };
	return { type: follow(dot, path), first: path.length === 0 };
}
