/** What would come of a scaffold's answers, told before anything is written: figures, and pictures of the past. */
export interface Insight {
	/** What is looked at: `99.9 % of api's requests succeed, over 30 days`. */
	readonly title: string;
	/**
	 * Words between the figures and the pictures, in a little Markdown: `**strong**`, `` `code` ``; a paragraph that begins
	 * with `## ` is a heading, and one whose lines begin with `- ` is a list. Left out where the rest says it all.
	 */
	readonly paragraphs?: readonly string[];
	readonly figures: readonly InsightFigure[];
	readonly pictures: readonly InsightPicture[];
	/** What could not be told and why, and what to keep in mind; whole sentences. */
	readonly notes: readonly string[];
}

export interface InsightFigure {
	/** `SLI, last hour`. */
	readonly label: string;
	/** As it is read: `99.952 %`. */
	readonly value: string;
	/** A sentence that says what it means. */
	readonly detail?: string;
	/** Left out where it is neither. */
	readonly tone?: "good" | "warning" | "bad";
}

/** Times are Unix seconds. */
export type InsightPicture =
	/** When alerts would have been pending and firing, a row each. */
	| {
			readonly kind: "spans";
			readonly title: string;
			readonly start: number;
			readonly end: number;
			readonly rows: readonly {
				readonly label: string;
				/** Of a row that fired: `3 times, 2h 10m in all`. */
				readonly summary?: string;
				readonly spans: readonly {
					readonly start: number;
					readonly end: number;
					readonly state: "pending" | "firing";
				}[];
			}[];
	  }
	/** Values over time, or over another quantity that `xTitle` names; `null` is a gap. */
	| {
			readonly kind: "lines";
			readonly title: string;
			/** Left out for time. */
			readonly xTitle?: string;
			readonly yTitle: string;
			readonly lines: readonly {
				readonly label: string;
				readonly points: readonly (readonly [x: number, y: number | null])[];
			}[];
			/** Horizontal lines, such as an alert's threshold. */
			readonly thresholds?: readonly { readonly label: string; readonly value: number }[];
	  };
