import alwaysFires from "./alert/alwaysFires.ts";
import redundantDuration from "./alert/redundantDuration.ts";
import sampledSeries from "./alert/sampledSeries.ts";
import unevenSides from "./alert/unevenSides.ts";
import type { Check } from "./check.ts";
import longInterval from "./group/longInterval.ts";
import constantComparison from "./promql/constantComparison.ts";
import constantSide from "./promql/constantSide.ts";
import contradictoryMatchers from "./promql/contradictoryMatchers.ts";
import divisionInAggregation from "./promql/divisionInAggregation.ts";
import matchAllRegexp from "./promql/matchAllRegexp.ts";
import missingLabel from "./promql/missingLabel.ts";
import needlessRegexp from "./promql/needlessRegexp.ts";
import neverMatches from "./promql/neverMatches.ts";
import redundantAnchors from "./promql/redundantAnchors.ts";
import replacedLabel from "./promql/replacedLabel.ts";
import substringRegexp from "./promql/substringRegexp.ts";
import unusedJoinedLabel from "./promql/unusedJoinedLabel.ts";
import duplicate from "./rule/duplicate.ts";
import lateDependency from "./rule/lateDependency.ts";
import otherGroup from "./rule/otherGroup.ts";
import failsWhenExpanded from "./template/failsWhenExpanded.ts";
import rawRate from "./template/rawRate.ts";
import removedLabel from "./template/removedLabel.ts";
import valueInLabel from "./template/valueInLabel.ts";

/** Every check that can be turned on and off. Adding one is a row here; what a rule's text alone forbids is elsewhere. */
export const CHECKS: readonly Check[] = [
	alwaysFires,
	redundantDuration,
	sampledSeries,
	unevenSides,
	longInterval,
	constantSide,
	contradictoryMatchers,
	divisionInAggregation,
	matchAllRegexp,
	missingLabel,
	needlessRegexp,
	neverMatches,
	constantComparison,
	redundantAnchors,
	replacedLabel,
	substringRegexp,
	unusedJoinedLabel,
	failsWhenExpanded,
	removedLabel,
	rawRate,
	valueInLabel,
	duplicate,
	lateDependency,
	otherGroup,
];
