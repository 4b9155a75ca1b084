import { alertmanagerAlerts } from "./entries/alertmanager.ts";
import { batchAlerts } from "./entries/batch.ts";
import { databaseAlerts } from "./entries/databases.ts";
import { hostAlerts } from "./entries/hosts.ts";
import { clusterAlerts, workloadAlerts } from "./entries/kubernetes.ts";
import { certificateAlerts, probeAlerts } from "./entries/probes.ts";
import { prometheusAlerts } from "./entries/prometheus.ts";
import { queueAlerts } from "./entries/queues.ts";
import { serviceAlerts } from "./entries/services.ts";
import type { AlertEntry, EntryGroup } from "./ruleEntry.ts";

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
