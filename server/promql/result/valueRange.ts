/**
 * The numbers that the samples of a result can be, NaN and native histograms aside. Every claim is one that Prometheus
 * keeps for floats; what is not known is `anyNumber`.
 */
export interface ValueRange {
	readonly low: number;
	readonly high: number;
	/** `low` itself is not among them. */
	readonly aboveLow: boolean;
	/** `high` itself is not among them. */
	readonly belowHigh: boolean;
	/** 0 is not among them, though it lies between the bounds. */
	readonly notZero: boolean;
}

export const anyNumber: ValueRange = {
	low: Number.NEGATIVE_INFINITY,
	high: Number.POSITIVE_INFINITY,
	aboveLow: false,
	belowHigh: false,
	notZero: false,
};

export function exactly(value: number): ValueRange {
	return Number.isNaN(value) ? anyNumber : between(value, value);
}

export function between(low: number, high: number): ValueRange {
	return { ...anyNumber, low, high };
}

export function atLeast(low: number): ValueRange {
	return between(low, Number.POSITIVE_INFINITY);
}

export const positive: ValueRange = { ...atLeast(0), aboveLow: true };

/** The only value, where there is just one. */
export function onlyValue({ low, high }: ValueRange): number | undefined {
	return low === high && Number.isFinite(low) ? low : undefined;
}

export function isEmpty({ low, high, aboveLow, belowHigh, notZero }: ValueRange): boolean {
	if (low > high) return true;
	return low === high && (aboveLow || belowHigh || (notZero && low === 0));
}

export function canBeZero(range: ValueRange): boolean {
	if (range.notZero || isEmpty(range)) return false;
	const { low, high, aboveLow, belowHigh } = range;
	return (low < 0 || (low === 0 && !aboveLow)) && (high > 0 || (high === 0 && !belowHigh));
}

/** Of values that are in either range. */
export function joinRanges(a: ValueRange, b: ValueRange): ValueRange {
	const [lower, upper] = a.low <= b.low ? [a, b] : [b, a];
	const [less, more] = a.high <= b.high ? [a, b] : [b, a];
	return {
		low: lower.low,
		high: more.high,
		aboveLow: lower.aboveLow && (upper.low > lower.low || upper.aboveLow),
		belowHigh: more.belowHigh && (less.high < more.high || less.belowHigh),
		notZero: !canBeZero(a) && !canBeZero(b),
	};
}

/** Of values that are in both ranges. */
export function meetRanges(a: ValueRange, b: ValueRange): ValueRange {
	const low = Math.max(a.low, b.low);
	const high = Math.min(a.high, b.high);
	return {
		low,
		high,
		aboveLow: (a.low === low && a.aboveLow) || (b.low === low && b.aboveLow),
		belowHigh: (a.high === high && a.belowHigh) || (b.high === high && b.belowHigh),
		notZero: a.notZero || b.notZero,
	};
}

/** Of means and quantiles of several values. */
export function hullOf(range: ValueRange): ValueRange {
	return { ...range, notZero: false };
}

export function negate({ low, high, aboveLow, belowHigh, notZero }: ValueRange): ValueRange {
	return { low: -high, high: -low, aboveLow: belowHigh, belowHigh: aboveLow, notZero };
}

/** Of a value that rises, or stays, as the given one rises; `map` must be so. */
export function mapRising(range: ValueRange, map: (value: number) => number): ValueRange {
	const low = map(range.low);
	const high = map(range.high);
	// Two numbers may have the same image, so an open end may be reached.
	return Number.isNaN(low) || Number.isNaN(high) ? anyNumber : between(low, high);
}

export function absolute(range: ValueRange): ValueRange {
	if (range.low >= 0) return range;
	if (range.high <= 0) return negate(range);
	const largest = Math.max(-range.low, range.high);
	return { ...between(0, largest), notZero: !canBeZero(range) };
}

/** Those values of `left` for which `left operator right` can be true. */
export function filterRange(left: ValueRange, operator: string, right: ValueRange): ValueRange {
	const met = meetRanges(left, allowedBy(operator, right));
	const different = operator === "!=" && onlyValue(right) !== undefined && onlyValue(left) === onlyValue(right);
	return different ? { ...met, low: 1, high: 0 } : met;
}

function allowedBy(operator: string, right: ValueRange): ValueRange {
	const { low, high, aboveLow, belowHigh } = right;
	switch (operator) {
		case "==":
			return right;
		case "!=":
			return { ...anyNumber, notZero: onlyValue(right) === 0 };
		case ">":
			return { ...anyNumber, low, aboveLow: true };
		case ">=":
			return { ...anyNumber, low, aboveLow };
		case "<":
			return { ...anyNumber, high, belowHigh: true };
		case "<=":
			return { ...anyNumber, high, belowHigh };
		default:
			return anyNumber;
	}
}

/** Of `left operator right`, of what is known of both sides. */
export function combineRanges(left: ValueRange, operator: string, right: ValueRange): ValueRange {
	const [a, b] = [onlyValue(left), onlyValue(right)];
	if (a !== undefined && b !== undefined) return exactly(calculate(a, operator, b));
	switch (operator) {
		case "+":
			return add(left, right);
		case "-":
			return add(left, negate(right));
		case "*":
			return multiply(left, right);
		case "/":
			return divide(left, right);
		case "%":
			return b === undefined || b === 0 || left.low < 0 ? anyNumber : { ...between(0, Math.abs(b)), belowHigh: true };
		default:
			return anyNumber;
	}
}

/** Of operations whose last digit is the same in every language. */
function calculate(a: number, operator: string, b: number): number {
	switch (operator) {
		case "+":
			return a + b;
		case "-":
			return a - b;
		case "*":
			return a * b;
		case "/":
			return a / b;
		case "%":
			return a % b;
		default:
			return Number.NaN;
	}
}

function add(a: ValueRange, b: ValueRange): ValueRange {
	const [low, high] = [a.low + b.low, a.high + b.high];
	if (Number.isNaN(low) || Number.isNaN(high)) return anyNumber;
	return { low, high, aboveLow: a.aboveLow || b.aboveLow, belowHigh: a.belowHigh || b.belowHigh, notZero: false };
}

/** Only the signs: products of very small numbers aside, what has no zero on either side has none. */
function multiply(a: ValueRange, b: ValueRange): ValueRange {
	const notZero = !canBeZero(a) && !canBeZero(b);
	if ((a.low >= 0 && b.low >= 0) || (a.high <= 0 && b.high <= 0)) return { ...atLeast(0), notZero };
	if ((a.low >= 0 && b.high <= 0) || (a.high <= 0 && b.low >= 0)) return { ...negate(atLeast(0)), notZero };
	return { ...anyNumber, notZero };
}

/** Something divided by what may be infinite is 0. */
function divide(a: ValueRange, b: ValueRange): ValueRange {
	const bounded = onlyValue(b) !== undefined;
	const { notZero, ...signs } = multiply(a, b);
	return { ...signs, notZero: notZero && bounded };
}
