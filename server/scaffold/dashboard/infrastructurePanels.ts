import type { LabelMatcher } from "../../metrics/selectorText.ts";
import type { RowDesign, TimeSeriesPanel } from "./dashboardDesign.ts";
import { nameByLabels, type QueryText, type QueryWriter, writeBy } from "./queryWriter.ts";
import type { AskQuery } from "./requestPanels.ts";
import { drawProcess } from "./servicePanels.ts";

/**
 * Utilisation, saturation and errors of each resource. Source: Brendan Gregg's USE method; node-exporter 1.9,
 * kube-state-metrics 2.17 and cAdvisor for the metrics.
 */
export type InfrastructureTarget = "hosts" | "kubernetes" | "processes";

/** The labels that the dashboard of a target has variables for, the widest first, and a metric that has them all. */
export const infrastructureTargets: Readonly<
	Record<
		InfrastructureTarget,
		{ readonly variables: readonly string[]; readonly anchor: string; readonly words: string }
	>
> = {
	hosts: { variables: ["job", "instance"], anchor: "node_uname_info", words: "hosts" },
	kubernetes: { variables: ["namespace", "pod"], anchor: "kube_pod_info", words: "pods" },
	processes: { variables: ["job", "instance"], anchor: "process_start_time_seconds", words: "processes" },
};

export function designInfrastructure(ask: AskQuery, target: InfrastructureTarget): readonly RowDesign[] {
	switch (target) {
		case "hosts":
			return designHosts(ask);
		case "kubernetes":
			return designPods(ask);
		case "processes":
			return [
				{
					title: "Processes",
					panels: [
						...drawProcess(ask, "instance"),
						draw(ask, "instance", {
							title: "Running for",
							description: "How long ago each process was started. A saw-tooth is a process that keeps crashing.",
							unit: "s",
							query: (write) => `time() - max by (instance) (${write.select("process_start_time_seconds")})`,
						}),
					],
				},
			];
		default:
			return target satisfies never;
	}
}

interface LinePanel {
	readonly title: string;
	readonly description: string;
	readonly unit: string;
	readonly max?: number;
	readonly query: QueryText;
	/** Beside the first query: lines to compare it with. */
	readonly beside?: readonly { readonly legend: string; readonly query: QueryText }[];
}

function draw(ask: AskQuery, labels: string | readonly string[], panel: LinePanel): TimeSeriesPanel {
	const { title, description, unit, max, query, beside = [] } = panel;
	return {
		type: "timeseries",
		title,
		description,
		queries: [
			{ expression: ask(query), legend: nameByLabels([labels].flat()) },
			...beside.map((other) => ({ expression: ask(other.query), legend: other.legend })),
		],
		unit,
		min: 0,
		...(max === undefined ? {} : { max }),
		legend: "table",
	};
}

const is = (label: string, value: string): LabelMatcher => ({ label, op: "=", value });
const isNot = (label: string, value: string): LabelMatcher => ({ label, op: "!=", value });
const fitsNot = (label: string, value: string): LabelMatcher => ({ label, op: "!~", value });

/** File systems that are a memory's or another one's, and network devices that are no wire. */
const realFileSystems = [fitsNot("fstype", "tmpfs|ramfs|overlay|squashfs|nsfs|autofs|fuse.*|iso9660")];
const realDevices = [fitsNot("device", "lo|veth.*|docker.*|br-.*|cali.*|cni.*|flannel.*|vxlan.*")];
const realDisks = [fitsNot("device", "dm-.*|loop.*|ram.*|sr.*|md.*")];

function designHosts(ask: AskQuery): readonly RowDesign[] {
	const byInstance = writeBy(["instance"]);
	const sum = (write: QueryWriter, metric: string, matchers: readonly LabelMatcher[] = []) =>
		`sum${byInstance}(${write.select(metric, matchers)})`;
	const device = ["instance", "device"];
	const byDevice = writeBy(device);
	return [
		{
			title: "CPU",
			panels: [
				draw(ask, "instance", {
					title: "CPU utilisation",
					description: "Which part of the processors' time is not idle, of each host.",
					unit: "percentunit",
					max: 1,
					query: (write) => `1 - avg${byInstance}(${write.rate("node_cpu_seconds_total", [is("mode", "idle")])})`,
				}),
				draw(ask, "instance", {
					title: "CPU saturation",
					description:
						"The load average of one minute for each core. Above 1 more tasks want to run, or wait for a disk, than there are cores.",
					unit: "short",
					query: (write) =>
						`${sum(write, "node_load1")} / count${byInstance}(${write.select("node_cpu_seconds_total", [is("mode", "idle")])})`,
				}),
			],
		},
		{
			title: "Memory",
			panels: [
				draw(ask, "instance", {
					title: "Memory utilisation",
					description: "Which part of the memory is not available to new programs, of each host.",
					unit: "percentunit",
					max: 1,
					query: (write) =>
						`1 - ${sum(write, "node_memory_MemAvailable_bytes")} / ${sum(write, "node_memory_MemTotal_bytes")}`,
				}),
				draw(ask, "instance", {
					title: "Memory saturation",
					description:
						"Pages a second that had to be read from disk because they were not in memory. Many for long say that the memory is too small.",
					unit: "ops",
					query: (write) => `sum${byInstance}(${write.rate("node_vmstat_pgmajfault")})`,
				}),
			],
		},
		{
			title: "Disks",
			panels: [
				draw(ask, device, {
					title: "Disk utilisation",
					description:
						"Which part of the time each disk is busy. Disks that work on several requests at once may take more even at 100 %.",
					unit: "percentunit",
					max: 1,
					query: (write) => `sum${byDevice}(${write.rate("node_disk_io_time_seconds_total", realDisks)})`,
				}),
				draw(ask, device, {
					title: "Disk saturation",
					description: "How many requests wait for each disk or are worked on by it, on average.",
					unit: "short",
					query: (write) => `sum${byDevice}(${write.rate("node_disk_io_time_weighted_seconds_total", realDisks)})`,
				}),
				draw(ask, ["instance", "mountpoint"], {
					title: "File systems in use",
					description: "Which part of each file system is not available to programs.",
					unit: "percentunit",
					max: 1,
					query: (write) => {
						const by = writeBy(["instance", "mountpoint"]);
						const of = (metric: string) => `max${by}(${write.select(metric, realFileSystems)})`;
						return `1 - ${of("node_filesystem_avail_bytes")} / ${of("node_filesystem_size_bytes")}`;
					},
				}),
				draw(ask, ["instance", "mountpoint"], {
					title: "File system errors",
					description: "1 where a file system could not be read by the exporter or has become read-only.",
					unit: "none",
					query: (write) => {
						const by = writeBy(["instance", "mountpoint"]);
						const of = (metric: string) => `max${by}(${write.select(metric, realFileSystems)})`;
						return `${of("node_filesystem_device_error")} > 0 or ${of("node_filesystem_readonly")}`;
					},
				}),
			],
		},
		{
			title: "Network",
			panels: [
				draw(ask, device, {
					title: "Received",
					description: "Bytes per second that come in, of each device.",
					unit: "Bps",
					query: (write) => `sum${byDevice}(${write.rate("node_network_receive_bytes_total", realDevices)})`,
				}),
				draw(ask, device, {
					title: "Sent",
					description: "Bytes per second that go out, of each device.",
					unit: "Bps",
					query: (write) => `sum${byDevice}(${write.rate("node_network_transmit_bytes_total", realDevices)})`,
				}),
				draw(ask, device, {
					title: "Network saturation",
					description: "Packets per second that were dropped because nobody could take them in time.",
					unit: "pps",
					query: (write) =>
						`sum${byDevice}(${write.rate("node_network_receive_drop_total", realDevices)}) + sum${byDevice}(${write.rate("node_network_transmit_drop_total", realDevices)})`,
				}),
				draw(ask, device, {
					title: "Network errors",
					description: "Packets per second that were damaged, in either direction.",
					unit: "pps",
					query: (write) =>
						`sum${byDevice}(${write.rate("node_network_receive_errs_total", realDevices)}) + sum${byDevice}(${write.rate("node_network_transmit_errs_total", realDevices)})`,
				}),
			],
		},
	];
}

const containers = [isNot("container", "")];
const pod = ["namespace", "pod"];

function designPods(ask: AskQuery): readonly RowDesign[] {
	const by = writeBy(pod);
	const sum = (inner: string) => `sum${by}(${inner})`;
	return [
		{
			title: "Pods",
			panels: [
				draw(ask, ["phase"], {
					title: "Pods by phase",
					description: "How many pods are pending, running, done or failed.",
					unit: "short",
					query: (write) => `sum by (phase) (${write.select("kube_pod_status_phase")})`,
				}),
				draw(ask, pod, {
					title: "Restarts",
					description: "How often the containers of each pod were started again within the last hour.",
					unit: "short",
					query: (write) => `sum${by}(increase(${write.select("kube_pod_container_status_restarts_total")}[1h])) > 0`,
				}),
			],
		},
		{
			title: "CPU",
			panels: [
				draw(ask, pod, {
					title: "CPU against requests",
					description:
						"Cores that each pod keeps busy, of those that it asked for. Above 100 % it lives on what others leave.",
					unit: "percentunit",
					query: (write) =>
						`${sum(write.rate("container_cpu_usage_seconds_total", containers))} / ${sum(write.select("kube_pod_container_resource_requests", [is("resource", "cpu")]))}`,
				}),
				draw(ask, pod, {
					title: "CPU throttling",
					description: "In which part of the scheduling periods each pod had to wait because it had used up its limit.",
					unit: "percentunit",
					max: 1,
					query: (write) =>
						`${sum(write.rate("container_cpu_cfs_throttled_periods_total", containers))} / ${sum(write.rate("container_cpu_cfs_periods_total", containers))}`,
				}),
			],
		},
		{
			title: "Memory",
			panels: [
				draw(ask, pod, {
					title: "Memory against limits",
					description:
						"Memory that the kernel cannot take back from each pod, of its limit. At 100 % a container is killed.",
					unit: "percentunit",
					query: (write) =>
						`${sum(write.select("container_memory_working_set_bytes", containers))} / ${sum(write.select("kube_pod_container_resource_limits", [is("resource", "memory")]))}`,
				}),
				draw(ask, [...pod, "container"], {
					title: "Killed for memory",
					description: "1 where a container was last ended because it wanted more memory than it may have.",
					unit: "none",
					query: (write) =>
						`max by (namespace, pod, container) (${write.select("kube_pod_container_status_last_terminated_reason", [is("reason", "OOMKilled")])}) > 0`,
				}),
			],
		},
		{
			title: "Network",
			panels: [
				draw(ask, pod, {
					title: "Received",
					description: "Bytes per second that come in to each pod.",
					unit: "Bps",
					query: (write) => sum(write.rate("container_network_receive_bytes_total")),
				}),
				draw(ask, pod, {
					title: "Sent",
					description: "Bytes per second that go out of each pod.",
					unit: "Bps",
					query: (write) => sum(write.rate("container_network_transmit_bytes_total")),
				}),
				draw(ask, pod, {
					title: "Dropped packets",
					description: "Packets per second that nobody could take in time, in either direction.",
					unit: "pps",
					query: (write) =>
						`${sum(write.rate("container_network_receive_packets_dropped_total"))} + ${sum(write.rate("container_network_transmit_packets_dropped_total"))}`,
				}),
			],
		},
		{
			title: "Volumes",
			panels: [
				draw(ask, ["namespace", "persistentvolumeclaim"], {
					title: "Volumes in use",
					description: "Which part of each claimed volume is used. Only those of the chosen pods.",
					unit: "percentunit",
					max: 1,
					query: (write) => writeVolumes(write),
				}),
			],
		},
	];
}

/** The kubelet tells of volumes by their claims; `kube_pod_spec_volumes_persistentvolumeclaims_info` says whose they are. */
function writeVolumes(write: QueryWriter): string {
	const mine = `max by (namespace, persistentvolumeclaim) (${write.select("kube_pod_spec_volumes_persistentvolumeclaims_info")})`;
	const of = (metric: string) => `max by (namespace, persistentvolumeclaim) (${metric})`;
	return `${of("kubelet_volume_stats_used_bytes")} / ${of("kubelet_volume_stats_capacity_bytes")} and on (namespace, persistentvolumeclaim) ${mine}`;
}
