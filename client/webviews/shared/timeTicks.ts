import type uPlot from "uplot";

/** What a tick says from a distance (in seconds) between ticks on: always, and below where the year or the day changes. */
export const timeTicks: uPlot.Axis.Values = [
	[24 * 3600, "{MM}-{DD}", "\n{YYYY}", null, null, null, null, null, 1],
	[60, "{HH}:{mm}", "\n{YYYY}-{MM}-{DD}", null, "\n{MM}-{DD}", null, null, null, 1],
	[1, "{HH}:{mm}:{ss}", "\n{YYYY}-{MM}-{DD}", null, "\n{MM}-{DD}", null, null, null, 1],
];
