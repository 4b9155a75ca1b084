import absentTooSoon from "./alert/absentTooSoon.ts";
import alwaysFires from "./alert/alwaysFires.ts";
import annotations from "./alert/annotations.ts";
import deadRunbook from "./alert/deadRunbook.ts";
import firingHistory from "./alert/firingHistory.ts";
import forBounds from "./alert/forBounds.ts";
import invalidUrl from "./alert/invalidUrl.ts";
import irate from "./alert/irate.ts";
import missingRunbook from "./alert/missingRunbook.ts";
import placeholderUrl from "./alert/placeholderUrl.ts";
import rateAsRatio from "./alert/rateAsRatio.ts";
import ratioOfSeries from "./alert/ratioOfSeries.ts";
import redundantDuration from "./alert/redundantDuration.ts";
import sampledSeries from "./alert/sampledSeries.ts";
import unevenSides from "./alert/unevenSides.ts";
import unknownExternalLabel from "./alert/unknownExternalLabel.ts";
import deprecatedMatchers from "./alertmanager/deprecatedMatchers.ts";
import emptyReceiver from "./alertmanager/emptyReceiver.ts";
import inhibitionWithoutEqual from "./alertmanager/inhibitionWithoutEqual.ts";
import inhibitsNothing from "./alertmanager/inhibitsNothing.ts";
import routeIntervals from "./alertmanager/intervals.ts";
import plainSecret from "./alertmanager/plainSecret.ts";
import undefinedTemplate from "./alertmanager/undefinedTemplate.ts";
import ungroupedAlerts from "./alertmanager/ungroupedAlerts.ts";
import unreachableRoute from "./alertmanager/unreachableRoute.ts";
import unusedReceiver from "./alertmanager/unusedReceiver.ts";
import unusedTimeInterval from "./alertmanager/unusedTimeInterval.ts";
import type { Check } from "./check.ts";
import codeHighCardinalityLabel from "./code/highCardinalityLabel.ts";
import unusedMetric from "./code/unusedMetric.ts";
import allHidden from "./dashboard/allHidden.ts";
import datasourceVariable from "./dashboard/datasourceVariable.ts";
import duplicatePanelId from "./dashboard/duplicatePanelId.ts";
import editable from "./dashboard/editable.ts";
import hardCodedDatasource from "./dashboard/hardCodedDatasource.ts";
import impossibleLegend from "./dashboard/impossibleLegend.ts";
import instanceMatcher from "./dashboard/instanceMatcher.ts";
import instanceVariable from "./dashboard/instanceVariable.ts";
import instantInTimeSeries from "./dashboard/instantInTimeSeries.ts";
import jobMatcher from "./dashboard/jobMatcher.ts";
import jobVariable from "./dashboard/jobVariable.ts";
import logqlAuto from "./dashboard/logqlAuto.ts";
import missingUnit from "./dashboard/missingUnit.ts";
import multiValueEquality from "./dashboard/multiValueEquality.ts";
import neverReloads from "./dashboard/neverReloads.ts";
import noTargets from "./dashboard/noTargets.ts";
import rateInterval from "./dashboard/rateInterval.ts";
import summedCounter from "./dashboard/summedCounter.ts";
import titleAndDescription from "./dashboard/titleAndDescription.ts";
import undefinedVariable from "./dashboard/undefinedVariable.ts";
import unexposedMetric from "./dashboard/unexposedMetric.ts";
import unusedVariable from "./dashboard/unusedVariable.ts";
import wrongUnit from "./dashboard/wrongUnit.ts";
import longInterval from "./group/longInterval.ts";
import missedEvaluations from "./group/missedEvaluations.ts";
import tooManyRules from "./group/tooManyRules.ts";
import rateOfTotal from "./naming/rateOfTotal.ts";
import recordedName from "./naming/recordedName.ts";
import recordedWindow from "./naming/recordedWindow.ts";
import ruleName from "./naming/ruleName.ts";
import beyondRetention from "./promql/beyondRetention.ts";
import constantComparison from "./promql/constantComparison.ts";
import constantSide from "./promql/constantSide.ts";
import contradictoryMatchers from "./promql/contradictoryMatchers.ts";
import counterWithoutRate from "./promql/counterWithoutRate.ts";
import differentExporters from "./promql/differentExporters.ts";
import differentLabelSets from "./promql/differentLabelSets.ts";
import divisionInAggregation from "./promql/divisionInAggregation.ts";
import keepLabels from "./promql/keepLabels.ts";
import labelNotSet from "./promql/labelNotSet.ts";
import matchAllRegexp from "./promql/matchAllRegexp.ts";
import missingLabel from "./promql/missingLabel.ts";
import missingSeries from "./promql/missingSeries.ts";
import needlessRegexp from "./promql/needlessRegexp.ts";
import neverMatches from "./promql/neverMatches.ts";
import notFormatted from "./promql/notFormatted.ts";
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
import requiredMatchers from "./promql/requiredMatchers.ts";
import substringRegexp from "./promql/substringRegexp.ts";
import undefinedMetric from "./promql/undefinedMetric.ts";
import unknownAlertName from "./promql/unknownAlertName.ts";
import unusedJoinedLabel from "./promql/unusedJoinedLabel.ts";
import cycle from "./rule/cycle.ts";
import duplicate from "./rule/duplicate.ts";
import duplicateElsewhere from "./rule/duplicateElsewhere.ts";
import exclusiveLabels from "./rule/exclusiveLabels.ts";
import externalLabelCollision from "./rule/externalLabelCollision.ts";
import failingOnServer from "./rule/failingOnServer.ts";
import forbiddenWords from "./rule/forbiddenWords.ts";
import highCardinalityLabel from "./rule/highCardinalityLabel.ts";
import labels from "./rule/labels.ts";
import laggingChain from "./rule/laggingChain.ts";
import lateDependency from "./rule/lateDependency.ts";
import otherGroup from "./rule/otherGroup.ts";
import owner from "./rule/owner.ts";
import percentRecorded from "./rule/percentRecorded.ts";
import slowOnServer from "./rule/slowOnServer.ts";
import unusedRecord from "./rule/unusedRecord.ts";
import runbookDisagrees from "./runbook/disagrees.ts";
import runbookWithoutAlert from "./runbook/withoutAlert.ts";
import budgetDisagrees from "./slo/budgetDisagrees.ts";
import longFor from "./slo/longFor.ts";
import poisonedAverage from "./slo/poisonedAverage.ts";
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
	budgetDisagrees,
	longFor,
	poisonedAverage,
	singleWindow,
	unreachableBurnRate,
	allHidden,
	datasourceVariable,
	duplicatePanelId,
	editable,
	hardCodedDatasource,
	impossibleLegend,
	instanceMatcher,
	instanceVariable,
	instantInTimeSeries,
	jobMatcher,
	jobVariable,
	logqlAuto,
	missingUnit,
	multiValueEquality,
	neverReloads,
	noTargets,
	rateInterval,
	summedCounter,
	titleAndDescription,
	undefinedVariable,
	unusedVariable,
	wrongUnit,
	deprecatedMatchers,
	emptyReceiver,
	ungroupedAlerts,
	inhibitionWithoutEqual,
	inhibitsNothing,
	routeIntervals,
	plainSecret,
	undefinedTemplate,
	unreachableRoute,
	unusedReceiver,
	unusedTimeInterval,
	placeholderUrl,
	invalidUrl,
	missingRunbook,
	highCardinalityLabel,
	recordedName,
	recordedWindow,
	rateOfTotal,
	ruleName,
	annotations,
	labels,
	keepLabels,
	requiredMatchers,
	forBounds,
	forbiddenWords,
	owner,
	exclusiveLabels,
	tooManyRules,
	notFormatted,
	deadRunbook,
	codeHighCardinalityLabel,
	unusedMetric,
	unexposedMetric,
	labelNotSet,
	undefinedMetric,
	cycle,
	duplicateElsewhere,
	laggingChain,
	unusedRecord,
	runbookDisagrees,
	runbookWithoutAlert,
	failingOnServer,
	slowOnServer,
	missedEvaluations,
];
