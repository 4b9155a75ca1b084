/** What a dashboard shows; the values of its question. */
export const dashboardKinds = ["golden", "red", "use", "slo", "business", "executive", "metrics", "rules"] as const;
export type DashboardKind = (typeof dashboardKinds)[number];

export function readKind(answer: string | undefined): DashboardKind {
	return dashboardKinds.find((kind) => kind === answer) ?? "golden";
}

/** In the words of a title, after the name of what is shown. */
export const kindWords: Readonly<Record<DashboardKind, string>> = {
	golden: "golden signals",
	red: "requests",
	use: "utilisation, saturation, errors",
	slo: "objectives",
	business: "business",
	executive: "availability of services",
	metrics: "metrics",
	rules: "alerts and rules",
};
