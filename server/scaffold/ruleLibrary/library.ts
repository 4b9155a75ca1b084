import { alertmanagerAlerts } from "./entries/alertmanager.ts";
import { batchAlerts } from "./entries/batch.ts";
import { databaseAlerts } from "./entries/databases.ts";
import { hostAlerts } from "./entries/hosts.ts";
import { clusterAlerts, workloadAlerts } from "./entries/kubernetes.ts";
import { certificateAlerts, probeAlerts } from "./entries/probes.ts";
import { prometheusAlerts } from "./entries/prometheus.ts";
import { queueAlerts } from "./entries/queues.ts";
import { hostRecordings, targetRecordings, workloadRecordings } from "./entries/resourceRecordings.ts";
import { serviceRecordings } from "./entries/serviceRecordings.ts";
import { serviceAlerts } from "./entries/services.ts";
import type { AlertEntry, EntryGroup, RecordingEntry } from "./ruleEntry.ts";

/** Every alert of the library; a group is a file in `entries/` and a row here. */
export const ALERT_GROUPS: readonly EntryGroup<AlertEntry>[] = [
	serviceAlerts,
	hostAlerts,
	workloadAlerts,
	clusterAlerts,
	databaseAlerts,
	queueAlerts,
	probeAlerts,
	certificateAlerts,
	batchAlerts,
	prometheusAlerts,
	alertmanagerAlerts,
];

export const ALERT_ENTRIES: readonly AlertEntry[] = ALERT_GROUPS.flatMap(({ entries }) => entries);

export function findAlertEntry(id: string): AlertEntry | undefined {
	return ALERT_ENTRIES.find((entry) => entry.id === id);
}

/** Every recording rule of the library. */
export const RECORDING_GROUPS: readonly EntryGroup<RecordingEntry>[] = [
	serviceRecordings,
	hostRecordings,
	workloadRecordings,
	targetRecordings,
];

export const RECORDING_ENTRIES: readonly RecordingEntry[] = RECORDING_GROUPS.flatMap(({ entries }) => entries);

export function findRecordingEntry(id: string): RecordingEntry | undefined {
	return RECORDING_ENTRIES.find((entry) => entry.id === id);
}
