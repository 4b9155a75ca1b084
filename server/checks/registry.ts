import absentTooSoon from "./alert/absentTooSoon.ts";
import alwaysFires from "./alert/alwaysFires.ts";
import firingHistory from "./alert/firingHistory.ts";
import irate from "./alert/irate.ts";
import rateAsRatio from "./alert/rateAsRatio.ts";
import ratioOfSeries from "./alert/ratioOfSeries.ts";
import redundantDuration from "./alert/redundantDuration.ts";
import sampledSeries from "./alert/sampledSeries.ts";
import unevenSides from "./alert/unevenSides.ts";
import unknownExternalLabel from "./alert/unknownExternalLabel.ts";
import type { Check } from "./check.ts";
import longInterval from "./group/longInterval.ts";
import beyondRetention from "./promql/beyondRetention.ts";
import constantComparison from "./promql/constantComparison.ts";
import constantSide from "./promql/constantSide.ts";
import contradictoryMatchers from "./promql/contradictoryMatchers.ts";
import counterWithoutRate from "./promql/counterWithoutRate.ts";
import differentExporters from "./promql/differentExporters.ts";
import differentLabelSets from "./promql/differentLabelSets.ts";
import divisionInAggregation from "./promql/divisionInAggregation.ts";
import matchAllRegexp from "./promql/matchAllRegexp.ts";
import missingLabel from "./promql/missingLabel.ts";
import missingSeries from "./promql/missingSeries.ts";
import needlessRegexp from "./promql/needlessRegexp.ts";
import neverMatches from "./promql/neverMatches.ts";
import quantilePerSeries from "./promql/quantilePerSeries.ts";
import quantileSinceStart from "./promql/quantileSinceStart.ts";
import quantileWithoutLe from "./promql/quantileWithoutLe.ts";
import queryCost from "./promql/queryCost.ts";
import rateOfAggregation from "./promql/rateOfAggregation.ts";
import rateOfGauge from "./promql/rateOfGauge.ts";
import rateOfRecordedSum from "./promql/rateOfRecordedSum.ts";
import rateWindowTooShort from "./promql/rateWindowTooShort.ts";
import redundantAnchors from "./promql/redundantAnchors.ts";
import replacedLabel from "./promql/replacedLabel.ts";
import substringRegexp from "./promql/substringRegexp.ts";
import unknownAlertName from "./promql/unknownAlertName.ts";
import unusedJoinedLabel from "./promql/unusedJoinedLabel.ts";
import duplicate from "./rule/duplicate.ts";
import externalLabelCollision from "./rule/externalLabelCollision.ts";
import lateDependency from "./rule/lateDependency.ts";
import otherGroup from "./rule/otherGroup.ts";
import percentRecorded from "./rule/percentRecorded.ts";
import longFor from "./slo/longFor.ts";
import singleWindow from "./slo/singleWindow.ts";
import unreachableBurnRate from "./slo/unreachableBurnRate.ts";
import failsWhenExpanded from "./template/failsWhenExpanded.ts";
import percentOfPercent from "./template/percentOfPercent.ts";
import percentOfRatio from "./template/percentOfRatio.ts";
import rateAsCount from "./template/rateAsCount.ts";
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
	absentTooSoon,
	firingHistory,
	unknownExternalLabel,
	externalLabelCollision,
	beyondRetention,
	counterWithoutRate,
	differentLabelSets,
	missingSeries,
	queryCost,
	rateOfGauge,
	rateOfRecordedSum,
	rateWindowTooShort,
	unknownAlertName,
	percentOfPercent,
	percentOfRatio,
	rateAsCount,
	percentRecorded,
	rateAsRatio,
	irate,
	rateOfAggregation,
	quantileWithoutLe,
	quantilePerSeries,
	quantileSinceStart,
	differentExporters,
	ratioOfSeries,
	longFor,
	singleWindow,
	unreachableBurnRate,
];
