import { findAggregation } from "../../../promql/aggregations.ts";
import type { ValueType } from "../../../promql/ast.ts";
import { findFunction } from "../../../promql/functions.ts";
import type { Decision } from "./form.ts";
import type { Element, Frame } from "./maskedElements.ts";
import type { OpaqueSpan } from "./opaque.ts";

/** Decides from what stands around each foreign stretch what it stands for. */
export function decideForms(source: string, elements: readonly Element[]): ReadonlyMap<OpaqueSpan, Decision> {
	return new Decider(source, elements).decide();
}

const blank: Decision = { form: "blank", role: "nothing" };
const blankMatchers: Decision = { form: "blank", role: "matchers" };
const name: Decision = { form: "name", role: "name" };
const number: Decision = { form: "number", role: "number" };
const duration: Decision = { form: "duration", role: "duration" };
const quoted: Decision = { form: "quoted", role: "text" };
const letters: Decision = { form: "letters", role: "text" };
const matchOperators = /^(?:=|!=|=~|!~)$/;
const labelKeywords = /^(?:by|without|on|ignoring|group_left|group_right)$/i;
const fillKeywords = /^fill(?:_left|_right)?$/i;
const joiningKeywords = /^(?:and|or|unless|atan2|bool)$/i;

class Decider {
	readonly #source: string;
	readonly #elements: readonly Element[];
	readonly #decisions = new Map<OpaqueSpan, Decision>();

	constructor(source: string, elements: readonly Element[]) {
		this.#source = source;
		this.#elements = elements.filter(({ kind }) => kind !== "comment");
		for (const { kind, masks } of elements) {
			if (kind === "comment" || kind === "string") for (const mask of masks) this.#decisions.set(mask, letters);
		}
	}

	decide(): ReadonlyMap<OpaqueSpan, Decision> {
		for (const [index, element] of this.#elements.entries()) {
			if (element.kind === "word" && element.masks.length > 0) this.#decideWord(index, element);
		}
		return this.#decisions;
	}

	#decideWord(index: number, word: Element): void {
		const [mask] = word.masks;
		const alone = word.masks.length === 1 && mask?.span.start === word.start && mask.span.end === word.end;
		if (alone && mask !== undefined) {
			this.#decisions.set(mask, mask.is === "nothing" ? blank : this.#decideAlone(index, word, mask));
			return;
		}
		const first = this.#source.charAt(word.start);
		const isDuration = isInBrackets(word.frame) || this.#followsOffset(index);
		const numeric = isDuration || /[\d.]/.test(first) || (mask?.span.start === word.start && this.#isNumberTail(word));
		for (const part of word.masks) {
			// `job${op}"api"`, where the variable is the operator of a matcher.
			const joinsValue =
				word.frame.kind === "braces" &&
				part.span.end === word.end &&
				this.#elements[index + 1]?.kind === "string" &&
				part.span.start > word.start;
			if (joinsValue) this.#decisions.set(part, { form: "matchOperator", role: "operator" });
			else if (part.is === "nothing" && (numeric || part.span.start === word.start || part.span.end === word.end))
				this.#decisions.set(part, blank);
			else this.#decisions.set(part, numeric ? this.#decideInNumber(word, part, isDuration) : name);
		}
	}

	/** Claims that what is written behind the mask can only be the rest of a number, such as `.5`. */
	#isNumberTail(word: Element): boolean {
		const mask = word.masks[0];
		return mask !== undefined && this.#source.charAt(mask.span.end) === ".";
	}

	#decideInNumber(word: Element, mask: OpaqueSpan, isDuration: boolean): Decision {
		const before = mask.span.start === word.start ? "" : this.#source.charAt(mask.span.start - 1);
		const after = mask.span.end === word.end ? "" : this.#source.charAt(mask.span.end);
		const role = isDuration ? "duration" : "number";
		if (!isDuration) return { form: "digits", role };
		if (/[\dyhwdms]/.test(after) || word.masks.some(({ span }) => span.start === mask.span.end))
			return { form: "digits", role };
		const behindDigits = /\d/.test(before) || word.masks.some(({ span }) => span.end === mask.span.start);
		// Behind a unit, another amount with a smaller one.
		if (!behindDigits) return before === "" ? duration : { form: "amount", role };
		return { form: "unit", role };
	}

	#decideAlone(index: number, word: Element, mask: OpaqueSpan): Decision {
		if (word.frame.kind !== "brackets" && isInBrackets(word.frame)) return duration;
		switch (word.frame.kind) {
			case "brackets":
				return this.#decideInBrackets(index);
			case "braces":
				return this.#decideInBraces(index, mask);
			case "labels":
				return this.#decideInLabels(index, word);
			case "whole":
			case "paren":
			case "call":
				return this.#decideInExpression(index, word, mask);
			default:
				return word.frame.kind satisfies never;
		}
	}

	#decideInBrackets(index: number): Decision {
		const before = this.#elements[index - 1];
		const after = this.#elements[index + 1];
		// `[5m $step]`, where the variable brings its colon.
		const follows = before !== undefined && (before.kind === "word" || before.kind === "close");
		const leads = after !== undefined && (after.kind === "word" || after.kind === "open");
		return follows || (leads && after.text !== "") ? { form: "blank", role: "duration" } : duration;
	}

	#decideInBraces(index: number, mask: OpaqueSpan): Decision {
		const before = this.#elements[index - 1];
		const after = this.#elements[index + 1];
		if (before?.kind === "operator" && matchOperators.test(before.text)) return quoted;
		if (after?.kind === "operator" && matchOperators.test(after.text)) return name;
		const begins = before === undefined || before.kind === "open" || before.kind === "comma";
		const ends = after === undefined || after.kind === "close" || after.kind === "comma";
		// `$label $op "…"`, where each part is a variable.
		if (begins && isMasked(after) && isValue(this.#elements[index + 2])) return name;
		if (isMasked(before) && this.#roleOf(before) === "operator") return quoted;
		if (!begins && before.kind === "word" && isValue(after)) return { form: "matchOperator", role: "operator" };
		if (!begins || !ends) return blankMatchers;
		// Too short for a matcher: nothing is one too, where no comma has to follow it.
		const last = after === undefined || after.kind === "close";
		const blankFits =
			last && (before === undefined || before.kind === "open" || this.#elements[index - 2]?.kind === "string");
		const { length } = mask.source;
		return length < 2 || (length < 4 && blankFits) ? blankMatchers : { form: "matcher", role: "matchers" };
	}

	#decideInLabels(index: number, word: Element): Decision {
		const before = this.#elements[index - 1];
		const after = this.#elements[index + 1];
		const begins = before === undefined || before.kind === "open" || before.kind === "comma";
		const ends = after === undefined || after.kind === "close" || after.kind === "comma" || after.frame !== word.frame;
		return begins && ends ? name : { form: "blank", role: "name" };
	}

	#decideInExpression(index: number, word: Element, mask: OpaqueSpan): Decision {
		const before = this.#elements[index - 1];
		const after = this.#elements[index + 1];
		if (this.#followsOffset(index)) return duration;
		if (this.#followsAt(index)) return number;
		if (before?.kind === "word" && this.#takesLabelList(before, after)) return { form: "labelList", role: "name" };
		if (this.#endsOperand(index - 1)) return this.#decideBehindOperand(index, after);
		if (isAggregationWord(before) && after?.text === "(") return { form: "blank", role: "nothing" };
		if (after?.kind === "word" && after.masks.length === 0 && /^(?:by|without)$/i.test(after.text))
			return { form: this.#aggregationWith(index), role: "name" };
		if (after?.text === "(" && after.kind === "open") return this.#decideCalled(index);
		if (after?.text === "{" || after?.text === "[") return name;
		if (startsOperand(after) && !this.#isOperator(index + 1)) return blank;
		return this.#decideOperand(word, mask);
	}

	/** An operator or what belongs to the operand before, such as `by (…)` or `offset …`. */
	#decideBehindOperand(index: number, after: Element | undefined): Decision {
		const before = this.#elements[index - 1];
		if (after?.text === "(" && isAggregationWord(before)) return blank;
		if (after?.kind === "word" && /^bool$/i.test(after.text)) return { form: "comparison", role: "operator" };
		if (after?.kind === "word" && /^(?:on|ignoring)$/i.test(after.text)) return { form: "operator", role: "operator" };
		if (!startsOperand(after) || joins(after)) return blank;
		return { form: "operator", role: "operator" };
	}

	/** A function or aggregation, unless what follows shows that the parentheses are only parentheses. */
	#decideCalled(index: number): Decision {
		const close = this.#closeOf(index + 1);
		const behind = close === undefined ? undefined : this.#elements[close + 1];
		if (behind?.kind === "word" && /^(?:by|without)$/i.test(behind.text))
			return { form: this.#aggregationWith(index), role: "name" };
		return name;
	}

	#decideOperand(word: Element, mask: OpaqueSpan): Decision {
		const wanted = wantedType(word.frame, word.argument);
		if (wanted === "string") return quoted;
		if (wanted === "scalar") return number;
		// `$agg by (job) ($k, x)`: what comes first in an aggregation of two is its parameter.
		const first = word.frame.kind === "call" && word.frame.head === undefined && word.argument === 0;
		if (first && this.#hasCommas(word.frame)) return number;
		if (mask.is === "number" && wanted === undefined) return number;
		return { form: "name", role: "expression" };
	}

	/** Claims that a mask behind `keyword` brings its labels in parentheses; those of `group_left` can be left out. */
	#takesLabelList(keyword: Element, after: Element | undefined): boolean {
		if (!labelKeywords.test(keyword.text)) return false;
		return !/^group/i.test(keyword.text) || (startsOperand(after) && after?.text !== "{" && !joins(after));
	}

	/** The form of an aggregation by how many arguments stand in its parentheses. */
	#aggregationWith(index: number): "aggregation" | "rankedAggregation" {
		const opens = this.#elements.slice(index + 1, index + 40);
		const open = opens.find(({ kind, own }) => kind === "open" && own?.kind !== "labels");
		return open?.own !== undefined && this.#hasCommas(open.own) ? "rankedAggregation" : "aggregation";
	}

	#roleOf({ masks }: Element): Decision["role"] | undefined {
		const last = masks.at(-1);
		return last && this.#decisions.get(last)?.role;
	}

	#hasCommas(frame: Frame): boolean {
		return this.#elements.some((element) => element.kind === "comma" && element.frame === frame);
	}

	#followsOffset(index: number): boolean {
		let at = index - 1;
		while (/^[-+]$/.test(this.#elements[at]?.text ?? "")) at -= 1;
		if (!/^offset$/i.test(this.#elements[at]?.text ?? "")) return false;
		// A metric may be called by any keyword.
		return this.#endsOperand(at - 1) || this.#elements[at - 1]?.kind === "word";
	}

	#followsAt(index: number): boolean {
		let at = index - 1;
		while (/^[-+]$/.test(this.#elements[at]?.text ?? "")) at -= 1;
		return this.#elements[at]?.text === "@";
	}

	/** Claims that an operand is complete with the element at `index`. */
	#endsOperand(index: number): boolean {
		const element = this.#elements[index];
		if (element === undefined) return false;
		switch (element.kind) {
			case "string":
				return true;
			case "close":
				if (element.own?.kind !== "labels") return !fillKeywords.test(element.own?.head ?? "");
				return element.own.leading !== true && /^(?:by|without)$/.test(element.own.head ?? "");
			case "word": {
				const [mask] = element.masks;
				if (mask !== undefined && mask.span.start === element.start && mask.span.end === element.end) {
					const decision = this.#decisions.get(mask);
					if (decision?.role === "nothing") return this.#endsOperand(index - 1);
					return decision?.role !== "operator";
				}
				if (joiningKeywords.test(element.text)) return !this.#endsOperand(index - 1) && element.text !== "bool";
				if (/^offset$/i.test(element.text)) return !this.#endsOperand(index - 1);
				if (labelKeywords.test(element.text)) return false;
				return !isAggregationWord(element) || !this.#isCalledLater(index);
			}
			case "open":
			case "comma":
			case "operator":
			case "comment":
				return false;
			default:
				return element.kind satisfies never;
		}
	}

	/** Claims that an aggregation's word has its parentheses, with only foreign stretches between. */
	#isCalledLater(index: number): boolean {
		let at = index + 1;
		while ((this.#elements[at]?.masks.length ?? 0) > 0) at += 1;
		return this.#elements[at]?.text === "(";
	}

	/** Claims that the mask at `index` can only be an operator: another operand follows it. */
	#isOperator(index: number): boolean {
		const element = this.#elements[index];
		if (element?.kind !== "word" || element.masks.length === 0) {
			return element?.kind === "word" && joiningKeywords.test(element.text);
		}
		const next = this.#elements[index + 1];
		return !isCall(element, next);
	}

	#closeOf(open: number): number | undefined {
		const own = this.#elements[open]?.own;
		if (own === undefined) return undefined;
		const close = this.#elements.findIndex((element) => element.kind === "close" && element.own === own);
		return close === -1 ? undefined : close;
	}
}

function isMasked(element: Element | undefined): element is Element {
	return element?.kind === "word" && element.masks.length > 0;
}

/** Claims that it can be the value of a matcher. */
function isValue(element: Element | undefined): boolean {
	return element?.kind === "string" || isMasked(element);
}

function isInBrackets(frame: Frame): boolean {
	let at: Frame | undefined = frame;
	while (at?.kind === "paren" || at?.kind === "call") at = at.parent;
	return at?.kind === "brackets";
}

function isCall(element: Element, next: Element | undefined): boolean {
	return next?.kind === "open" && next.text === "(" && next.start === element.end;
}

function isAggregationWord(element: Element | undefined): boolean {
	return element?.kind === "word" && element.masks.length === 0 && findAggregation(element.text) !== undefined;
}

function startsOperand(element: Element | undefined): boolean {
	if (element === undefined) return false;
	if (element.kind === "word" || element.kind === "string") return !/^(?:offset|bool)$/i.test(element.text);
	return element.kind === "open" && element.text !== "[";
}

function joins(element: Element | undefined): boolean {
	return (
		element?.kind === "word" &&
		(joiningKeywords.test(element.text) || labelKeywords.test(element.text) || /^offset$/i.test(element.text))
	);
}

/** What the argument has to be that stands in `frame`, through any parentheses; `undefined` where that is open. */
function wantedType(frame: Frame, argument: number): ValueType | undefined {
	let at: Frame | undefined = frame;
	let place = argument;
	while (at?.kind === "paren") {
		place = at.argument;
		at = at.parent;
	}
	if (at?.kind !== "call" || at.head === undefined) return undefined;
	if (fillKeywords.test(at.head)) return "scalar";
	const aggregation = findAggregation(at.head);
	if (aggregation !== undefined) return place === 0 && aggregation.parameter ? aggregation.parameter.type : "vector";
	const definition = findFunction(at.head);
	return (definition?.arguments[place] ?? definition?.arguments.at(-1))?.type;
}
