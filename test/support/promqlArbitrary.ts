import fc from "fast-check";

/** Which parts of the language to use; what is not named is used. */
export interface PromqlLanguage {
	/** What only Prometheus 3 knows: UTF-8 names, `5m` as a number, durations as numbers, newer functions. */
	readonly version3?: boolean;
	/** What stands behind feature flags: experimental functions, duration expressions, `anchored`, `fill`. */
	readonly experimental?: boolean;
	/** Only expressions of this type, where it is given. */
	readonly type?: "vector" | "scalar";
	/** How deep expressions nest; 3 unless told. */
	readonly depth?: number;
}

/** Expressions of the whole language that Prometheus accepts as a rule's expression: instant vectors and scalars. */
export function promqlArbitrary(language: PromqlLanguage = {}): fc.Arbitrary<string> {
	return promqlWordsArbitrary(language).map((words) => words.join(" "));
}

/** The same with every kind of white space between the words, or none, and comments in odd places. */
export function untidyPromqlArbitrary(language: PromqlLanguage & { readonly comments?: boolean } = {}) {
	return promqlWordsArbitrary(language).chain((words) =>
		fc
			.array(language.comments === true ? gapWithComments : gap, {
				minLength: words.length + 1,
				maxLength: words.length + 1,
			})
			.map((gaps) => joinWords(words, gaps)),
	);
}

/** The words of such expressions, which may stand together in any spacing that keeps them apart. */
export function promqlWordsArbitrary(language: PromqlLanguage = {}): fc.Arbitrary<readonly string[]> {
	const grammar = new Grammar(language);
	const [vector, scalar] = [grammar.vector(language.depth ?? 3), grammar.scalar(language.depth ?? 3)];
	const either = fc.oneof({ weight: 5, arbitrary: vector }, { weight: 1, arbitrary: scalar });
	const wanted = language.type === undefined ? either : language.type === "vector" ? vector : scalar;
	return wanted.map((fragment) => fragment.words);
}

/** The selectors alone, without ranges or modifiers. */
export function selectorArbitrary(language: PromqlLanguage = {}): fc.Arbitrary<string> {
	return new Grammar(language).selector().map((fragment) => fragment.words.join(" "));
}

const gap = fc.oneof(
	{ weight: 4, arbitrary: fc.constantFrom("", " ") },
	fc.constantFrom("\n", "\t", "  ", "\r\n", " \n\t "),
);

const remark = fc.constantFrom("#", "# why", "#{not} (code)", '# it\'s "quoted"', "# 100 % # twice", "# žluť 😀");

const gapWithComments = fc.oneof(
	{ weight: 12, arbitrary: gap },
	remark.map((text) => ` ${text}\n`),
	remark.map((text) => `\n${text}\n`),
	fc.tuple(remark, remark).map(([first, second]) => `${first}\n  ${second}\n`),
);

/** A comment is no word: it may not stand before the duration in brackets, nor between `fill` and its value. */
function joinWords(words: readonly string[], gaps: readonly string[]): string {
	let text = gaps[0] ?? "";
	let inBrackets = false;
	for (const [index, word] of words.entries()) {
		text += word;
		if (word === "[") inBrackets = true;
		if (word === "]") inBrackets = false;
		const next = words[index + 1];
		let between = gaps[index + 1] ?? "";
		if (between.includes("#") && (inBrackets || word.startsWith("fill"))) between = " ";
		if (between === "" && next !== undefined && !standApart(word, next)) between = " ";
		text += between;
	}
	return text;
}

/** Claims that nothing need stand between the two words. */
function standApart(word: string, next: string): boolean {
	if (/[\w.:]$/.test(word) && /^[\w.:]/.test(next)) return false;
	return !(/[=!<>~/]$/.test(word) && /^[=!<>~/]/.test(next));
}

/** Words, and how tightly they hold together: a binary operator's rank, or `primary`. */
interface Fragment {
	readonly words: readonly string[];
	readonly rank: number;
}

type Operand = "scalar" | "vector" | "matrix" | "string";

const primary = 10;
const unaryRank = 5;

const ranks = {
	arithmetic: [
		["+", 4],
		["-", 4],
		["*", 5],
		["/", 5],
		["%", 5],
		["atan2", 5],
		["^", 6],
	],
	comparison: [
		["==", 3],
		["!=", 3],
		["<", 3],
		["<=", 3],
		[">", 3],
		[">=", 3],
	],
	set: [
		["and", 2],
		["unless", 2],
		["or", 1],
	],
} as const;

/** Names and arguments, `?` where one may be left out and `*` where it may be repeated. */
const functions = {
	scalar: ["time", "pi", "scalar vector"],
	vector: [
		"abs vector",
		"absent vector",
		"absent_over_time matrix",
		"acos vector",
		"acosh vector",
		"asin vector",
		"asinh vector",
		"atan vector",
		"atanh vector",
		"avg_over_time matrix",
		"ceil vector",
		"changes matrix",
		"clamp vector scalar scalar",
		"clamp_max vector scalar",
		"clamp_min vector scalar",
		"cos vector",
		"cosh vector",
		"count_over_time matrix",
		"day_of_month vector?",
		"day_of_week vector?",
		"day_of_year vector?",
		"days_in_month vector?",
		"deg vector",
		"delta matrix",
		"deriv matrix",
		"exp vector",
		"floor vector",
		"histogram_quantile scalar vector",
		"hour vector?",
		"idelta matrix",
		"increase matrix",
		"irate matrix",
		"label_join vector string string string*",
		"label_replace vector string string string string",
		"last_over_time matrix",
		"ln vector",
		"log10 vector",
		"log2 vector",
		"max_over_time matrix",
		"min_over_time matrix",
		"minute vector?",
		"month vector?",
		"predict_linear matrix scalar",
		"present_over_time matrix",
		"quantile_over_time scalar matrix",
		"rad vector",
		"rate matrix",
		"resets matrix",
		"round vector scalar?",
		"sgn vector",
		"sin vector",
		"sinh vector",
		"sort vector",
		"sort_desc vector",
		"sqrt vector",
		"stddev_over_time matrix",
		"stdvar_over_time matrix",
		"sum_over_time matrix",
		"tan vector",
		"tanh vector",
		"timestamp vector",
		"vector scalar",
		"year vector?",
	],
	version3: [
		"histogram_avg vector",
		"histogram_count vector",
		"histogram_fraction scalar scalar vector",
		"histogram_stddev vector",
		"histogram_stdvar vector",
		"histogram_sum vector",
	],
	experimental: [
		"double_exponential_smoothing matrix scalar scalar",
		"first_over_time matrix",
		"histogram_quantiles vector string scalar scalar*",
		"info vector",
		"mad_over_time matrix",
		"sort_by_label vector string string*",
		"sort_by_label_desc vector string*",
		"ts_of_first_over_time matrix",
		"ts_of_last_over_time matrix",
		"ts_of_max_over_time matrix",
		"ts_of_min_over_time matrix",
	],
	experimentalScalar: ["end", "max_of scalar scalar", "min_of scalar scalar", "range", "start", "step"],
} as const;

/** The functions whose range may be `anchored`, and those whose range may be `smoothed`. */
const extendable = {
	anchored: ["rate", "increase", "delta", "changes", "resets"],
	smoothed: ["rate", "increase", "delta"],
};

const labels = ["job", "instance", "le", "pod", "namespace", "by", "sum", "offset", "on", "_under"];
const labelName = fc.constantFrom(...labels);

const stringLiteral = fc.oneof(
	fc.constantFrom(
		'"api"',
		"'single'",
		"`raw \\d`",
		'"a\\"b"',
		"'it\\'s'",
		'"\\u00e9\\n"',
		'"#no (comment)"',
		'"ž😀"',
		'""',
	),
	fc.string({ maxLength: 12 }).map((text) => JSON.stringify(text.replaceAll(/[^ -~]/g, "_"))),
);

const regularExpression = fc.constantFrom(
	'".+"',
	'"a|b"',
	'"node-[0-9]+"',
	'"(?i:Prod).+"',
	'"5.."',
	"`\\d+`",
	'"/.+#"',
);

const equality = fc.constantFrom('"api"', "'single'", "`raw`", '"a\\"b, {"', '"# none"', '"ž😀"', '"x y"');

class Grammar {
	readonly #version3: boolean;
	readonly #experimental: boolean;
	readonly #made = new Map<string, fc.Arbitrary<Fragment>>();

	constructor({ version3 = true, experimental = version3 }: PromqlLanguage) {
		this.#version3 = version3;
		this.#experimental = experimental;
	}

	vector(depth: number): fc.Arbitrary<Fragment> {
		return this.#once(`vector ${depth}`, () => {
			if (depth <= 0) return this.instantSelector();
			return fc.oneof(
				{ weight: 2, arbitrary: this.instantSelector() },
				{ weight: 3, arbitrary: this.#call(functions.vector, depth) },
				...(this.#version3 ? [this.#call(functions.version3, depth)] : []),
				...(this.#experimental ? [this.#call(functions.experimental, depth), this.#extendedCall()] : []),
				{ weight: 3, arbitrary: this.#aggregation(depth) },
				{ weight: 4, arbitrary: this.#vectorBinary(depth) },
				parenthesised(this.vector(depth - 1)),
				this.#unary(this.vector(depth - 1)),
			);
		});
	}

	scalar(depth: number): fc.Arbitrary<Fragment> {
		return this.#once(`scalar ${depth}`, () => {
			if (depth <= 0) return this.number();
			return fc.oneof(
				{ weight: 4, arbitrary: this.number() },
				this.#call(functions.scalar, depth),
				...(this.#experimental ? [this.#call(functions.experimentalScalar, depth)] : []),
				this.#scalarBinary(depth),
				parenthesised(this.scalar(depth - 1)),
				this.#unary(this.scalar(depth - 1)),
			);
		});
	}

	matrix(depth: number): fc.Arbitrary<Fragment> {
		return this.#once(`matrix ${depth}`, () => {
			const range = this.duration().map((duration) => ["[", ...duration, "]"]);
			const selector = join(this.selector().map(wordsOf), range, this.#modifiers());
			if (depth <= 0) return selector;
			const base = this.vector(depth - 1).map((fragment) => wrapBelow(fragment, primary));
			const step = fc.oneof(fc.constant([]), this.duration());
			const window = fc.tuple(this.duration(), step).map(([length, by]) => ["[", ...length, ":", ...by, "]"]);
			return fc.oneof({ weight: 3, arbitrary: selector }, join(base, window, this.#modifiers()));
		});
	}

	number(): fc.Arbitrary<Fragment> {
		const plain = fc.constantFrom(
			"0",
			"1",
			"0.5",
			".5",
			"5.",
			"1e3",
			"1e+5",
			"2.5E-3",
			"0x1F",
			"Inf",
			"nan",
			"100",
			"0755",
		);
		const newer = fc.constantFrom("5m", "1h30m", "1_000", "1d");
		const number = this.#version3 ? fc.oneof({ weight: 4, arbitrary: plain }, newer) : plain;
		return fc.oneof(
			{ weight: 4, arbitrary: number.map((word) => ({ words: [word], rank: primary })) },
			fc.tuple(fc.constantFrom("-", "+"), number).map((words) => ({ words, rank: unaryRank })),
		);
	}

	/** A selector that some matcher keeps from matching everything. */
	selector(): fc.Arbitrary<Fragment> {
		const name = fc.constantFrom(
			"up",
			"http_requests_total",
			"job:errors:rate5m",
			"node_cpu_seconds_total",
			"sum",
			"by",
			"x:",
		);
		const label: fc.Arbitrary<string> = this.#version3 ? fc.oneof(labelName, fc.constant('"label.name"')) : labelName;
		const matcher = fc.oneof(
			fc.tuple(label, fc.constantFrom("=", "!="), equality),
			fc.tuple(label, fc.constantFrom("=~", "!~"), regularExpression),
		);
		const certain = fc.oneof(
			fc.tuple(label, fc.constant("="), equality),
			fc.tuple(label, fc.constant("=~"), regularExpression),
		);
		const others = fc.array(matcher, { maxLength: 3 });
		const comma = fc.boolean();
		const quoted = fc.constantFrom('"my.metric"', "'ä metric'").map((word) => [word]);
		return fc
			.oneof(
				{ weight: 3, arbitrary: name.map((word) => [word]) },
				fc.tuple(name, others, comma).map(([word, list, trailing]) => [word, ...braced(list, trailing)]),
				fc.tuple(others, certain, comma).map(([list, last, trailing]) => braced([...list, last], trailing)),
				...(this.#version3
					? [fc.tuple(quoted, others, comma).map(([first, list, trailing]) => braced([first, ...list], trailing))]
					: []),
			)
			.map((words) => ({ words, rank: primary }));
	}

	instantSelector(): fc.Arbitrary<Fragment> {
		return this.#once("instant selector", () => join(this.selector().map(wordsOf), this.#modifiers()));
	}

	/** A duration that is more than nothing. */
	duration(): fc.Arbitrary<readonly string[]> {
		const literal = fc.constantFrom("5m", "1h", "1h30m", "30s", "1d", "2w", "500ms");
		const newer = fc.constantFrom("300", "0.5", "1_0");
		const simple = (this.#version3 ? fc.oneof({ weight: 4, arbitrary: literal }, newer) : literal).map((word) => [
			word,
		]);
		if (!this.#experimental) return simple;
		return fc.oneof(
			{ weight: 6, arbitrary: simple },
			fc.tuple(simple, fc.constantFrom("+", "*", "/"), simple).map((parts) => parts.flat()),
			simple.map((words) => ["(", ...words, "*", "2", ")"]),
			simple.map((words) => ["-", ...words, "+", "10w"]),
			simple.map((words) => ["max_of", "(", "step", "(", ")", ",", ...words, ")"]),
			fc.constant(["step", "(", ")", "*", "4"]),
		);
	}

	#modifiers(): fc.Arbitrary<readonly string[]> {
		return this.#modifiersWith(fc.constant([]));
	}

	#modifiersWith(extended: fc.Arbitrary<readonly string[]>): fc.Arbitrary<readonly string[]> {
		const literal = fc.constantFrom("5m", "1h", "90s");
		const offset = fc
			.tuple(fc.constantFrom<string[]>([], ["-"]), literal)
			.map(([sign, word]) => ["offset", ...sign, word]);
		const at = fc.constantFrom(["@", "1609746000"], ["@", "-1.5"], ["@", "start", "(", ")"], ["@", "end", "(", ")"]);
		return fc
			.tuple(
				extended,
				fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, offset),
				fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, at),
			)
			.chain((modifiers) => fc.shuffledSubarray(modifiers, { minLength: 3 }))
			.map((modifiers) => modifiers.flat());
	}

	#call(signatures: readonly string[], depth: number): fc.Arbitrary<Fragment> {
		return fc.constantFrom(...signatures).chain((signature) => {
			const [name = "", ...parameters] = signature.split(" ");
			const given = parameters.map((parameter) => {
				const one = this.#argument(parameter.replace(/[?*]$/, "") as Operand, depth - 1);
				if (parameter.endsWith("?")) return fc.array(one, { maxLength: 1 });
				return parameter.endsWith("*") ? fc.array(one, { maxLength: 2 }) : one.map((words) => [words]);
			});
			return fc.tuple(...given).map((args) => called([name], args.flat()));
		});
	}

	#extendedCall(): fc.Arbitrary<Fragment> {
		return fc.constantFrom("anchored" as const, "smoothed" as const).chain((mode) => {
			const matrix = fc
				.tuple(this.selector(), this.duration(), this.#modifiersWith(fc.constant([mode])))
				.map(([selector, range, modifiers]) => [...selector.words, "[", ...range, "]", ...modifiers]);
			return fc.tuple(fc.constantFrom(...extendable[mode]), matrix).map(([name, words]) => called([name], [words]));
		});
	}

	#argument(type: Operand, depth: number): fc.Arbitrary<readonly string[]> {
		switch (type) {
			case "scalar":
				return this.scalar(depth).map(wordsOf);
			case "vector":
				return this.vector(depth).map(wordsOf);
			case "matrix":
				return this.matrix(depth).map(wordsOf);
			case "string":
				return fc
					.oneof(
						stringLiteral,
						labelName.map((label) => `"${label}"`),
					)
					.map((word) => [word]);
		}
	}

	#aggregation(depth: number): fc.Arbitrary<Fragment> {
		const plain = fc
			.constantFrom("sum", "avg", "count", "min", "max", "group", "stddev", "SUM")
			.map((name) => ({ name, parameter: "" }));
		const ranked = fc.constantFrom(
			"topk",
			"bottomk",
			"quantile",
			...(this.#experimental ? ["limitk", "limit_ratio"] : []),
		);
		const withScalar = ranked.map((name) => ({ name, parameter: "scalar" }));
		const withLabel = fc.constant({ name: "count_values", parameter: "label" });
		const grouping = fc
			.tuple(fc.constantFrom("by", "without", "BY"), this.#labelList())
			.map(([word, list]) => [word, ...list]);
		return fc.oneof({ weight: 4, arbitrary: plain }, withScalar, withLabel).chain(({ name, parameter }) =>
			fc
				.tuple(
					parameter === "scalar"
						? this.#argument("scalar", depth - 1)
						: labelName.map((label): readonly string[] => [`"${label}"`]),
					this.#argument("vector", depth - 1),
					fc.option(grouping, { nil: undefined }),
					fc.boolean(),
				)
				.map(([first, expression, by, before]) => {
					const given = parameter === "" ? [expression] : [first, expression];
					if (by === undefined) return called([name], given);
					if (before) return called([name, ...by], given);
					return { words: [...called([name], given).words, ...by], rank: primary };
				}),
		);
	}

	#labelList(): fc.Arbitrary<readonly string[]> {
		const label: fc.Arbitrary<string> = this.#version3
			? fc.oneof({ weight: 5, arbitrary: labelName }, fc.constant('"a.b"'))
			: labelName;
		return fc
			.tuple(fc.uniqueArray(label, { maxLength: 3 }), fc.boolean())
			.map(([list, comma]) => [
				"(",
				...commas(list.map((word) => [word])),
				...(comma && list.length > 0 ? [","] : []),
				")",
			]);
	}

	#scalarBinary(depth: number): fc.Arbitrary<Fragment> {
		const operator = fc.oneof(
			fc.constantFrom(...ranks.arithmetic).map(([word, rank]) => ({ words: [word], rank })),
			fc.constantFrom(...ranks.comparison).map(([word, rank]) => ({ words: [word, "bool"], rank })),
		);
		return fc
			.tuple(this.scalar(depth - 1), operator, this.scalar(depth - 1))
			.map(([left, { words, rank }, right]) => combine(left, words, rank, right));
	}

	#vectorBinary(depth: number): fc.Arbitrary<Fragment> {
		const arithmetic = fc.constantFrom(...ranks.arithmetic).map(([word, rank]) => ({ words: [word], rank }));
		const comparison = fc
			.tuple(fc.constantFrom(...ranks.comparison), fc.constantFrom<string[]>([], ["bool"]))
			.map(([[word, rank], bool]) => ({ words: [word, ...bool], rank }));
		const operator = fc.oneof(arithmetic, comparison);
		const set = fc.constantFrom(...ranks.set, ["AND", 2] as const).map(([word, rank]) => ({ words: [word], rank }));
		const [vector, scalar] = [this.vector(depth - 1), this.scalar(depth - 1)];
		const matched = fc
			.tuple(vector, operator, this.#matching(), vector)
			.map(([left, { words, rank }, matching, right]) => combine(left, [...words, ...matching], rank, right));
		const sets = fc
			.tuple(vector, set, fc.option(this.#on(), { nil: [] }), vector)
			.map(([left, { words, rank }, matching, right]) => combine(left, [...words, ...matching], rank, right));
		const mixed = fc
			.tuple(vector, operator, scalar, fc.boolean())
			.map(([one, { words, rank }, other, first]) =>
				first ? combine(one, words, rank, other) : combine(other, words, rank, one),
			);
		return fc.oneof(matched, sets, mixed);
	}

	#on(): fc.Arbitrary<readonly string[]> {
		return fc.tuple(fc.constantFrom("on", "ignoring"), this.#labelList()).map(([word, list]) => [word, ...list]);
	}

	#matching(): fc.Arbitrary<readonly string[]> {
		const include = fc.constantFrom<string[]>(
			["(", ")"],
			["(", "version", ")"],
			["(", "version", ",", "team", ",", ")"],
		);
		const group = fc.tuple(fc.constantFrom("group_left", "group_right"), include).map((parts) => parts.flat());
		const fill = fc.constantFrom<string[]>(
			["fill", "(", "0", ")"],
			["fill_left", "(", "-", "1", ")", "fill_right", "(", "1", ")"],
		);
		const none = fc.constant<readonly string[]>([]);
		const matching = fc.oneof(none, join(this.#on(), fc.oneof(none, group)).map(wordsOf));
		return this.#experimental ? join(matching, fc.oneof({ weight: 4, arbitrary: none }, fill)).map(wordsOf) : matching;
	}

	#unary(operand: fc.Arbitrary<Fragment>): fc.Arbitrary<Fragment> {
		return fc
			.tuple(fc.constantFrom("-", "+"), operand)
			.map(([sign, fragment]) => ({ words: [sign, ...wrapBelow(fragment, unaryRank + 1)], rank: unaryRank }));
	}

	#once(key: string, make: () => fc.Arbitrary<Fragment>): fc.Arbitrary<Fragment> {
		const made = this.#made.get(key) ?? make();
		this.#made.set(key, made);
		return made;
	}
}

function wordsOf(fragment: Fragment): readonly string[] {
	return fragment.words;
}

function join(...parts: readonly fc.Arbitrary<readonly string[]>[]): fc.Arbitrary<Fragment> {
	return fc.tuple(...parts).map((words) => ({ words: words.flat(), rank: primary }));
}

function commas(parts: readonly (readonly string[])[]): string[] {
	return parts.flatMap((part, index) => (index === 0 ? part : [",", ...part]));
}

function braced(parts: readonly (readonly string[])[], comma: boolean): string[] {
	return ["{", ...commas(parts), ...(comma && parts.length > 0 ? [","] : []), "}"];
}

function called(name: readonly string[], given: readonly (readonly string[])[]): Fragment {
	return { words: [...name, "(", ...commas(given), ")"], rank: primary };
}

/** The fragment's words, in parentheses where they would come apart beside an operator of that rank. */
function wrapBelow(fragment: Fragment, rank: number): readonly string[] {
	return fragment.rank < rank ? ["(", ...fragment.words, ")"] : fragment.words;
}

/** Both operands around an operator; of operators of one rank the left one binds first, `^` the other way round. */
function combine(left: Fragment, operator: readonly string[], rank: number, right: Fragment): Fragment {
	const power = operator[0] === "^";
	return {
		words: [...wrapBelow(left, power ? rank + 1 : rank), ...operator, ...wrapBelow(right, power ? rank : rank + 1)],
		rank,
	};
}

function parenthesised(inner: fc.Arbitrary<Fragment>): fc.Arbitrary<Fragment> {
	return inner.map((fragment) => ({ words: ["(", ...fragment.words, ")"], rank: primary }));
}
