import { window } from "../parameters.ts";
import type { EntryGroup, RecordingEntry } from "../ruleEntry.ts";
import { growing, steady } from "./steadySeries.ts";

/** What hosts, nodes, namespaces and containers use, by node-exporter, cAdvisor and kube-state-metrics. */
const host = { instance: "db-1:9100", job: "node" };
const disk = { device: "/dev/sda1", fstype: "ext4", mountpoint: "/data", ...host };
const kubelet = { instance: "node-1:10250", job: "kubelet" };
const container = { container: "api", namespace: "shop", pod: "api-0" };
const ksm = { instance: "ksm:8080", job: "kube-state-metrics" };
const over = { window: window("5m", "10m") };
const stored = 'fstype!~"tmpfs|ramfs|squashfs|iso9660|erofs|overlay"';

const hosts: readonly RecordingEntry[] = [
	{
		id: "host-cpu-ratio",
		record: "instance:node_cpu_busy:ratio_rate<<window>>",
		title: "Processors in use",
		tells: "Share of the processor time that is used, from 0 to 1, by host.",
		needs: ["node_cpu_seconds_total"],
		source: "node-exporter",
		parameters: over,
		expression: '1 - avg by (job, instance) (rate(node_cpu_seconds_total{mode="idle"}[<<window>>]))',
		test: {
			at: "30m",
			series: growing("node_cpu_seconds_total", { cpu: "0", mode: "idle", ...host }, 15),
			labels: host,
			value: 0.75,
		},
	},
	{
		id: "host-memory-ratio",
		record: "instance:node_memory_used:ratio",
		title: "Memory in use",
		tells: "Share of the memory that is not available, from 0 to 1, by host.",
		needs: ["node_memory_MemAvailable_bytes", "node_memory_MemTotal_bytes"],
		source: "node-exporter",
		parameters: {},
		expression: "1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes",
		test: {
			at: "30m",
			series: {
				...steady("node_memory_MemAvailable_bytes", host, 25),
				...steady("node_memory_MemTotal_bytes", host, 100),
			},
			labels: host,
			value: 0.75,
		},
	},
	{
		id: "host-filesystem-ratio",
		record: "instance_mountpoint:node_filesystem_used:ratio",
		title: "File systems in use",
		tells: "Share of the space that is not free, from 0 to 1, by file system.",
		needs: ["node_filesystem_avail_bytes", "node_filesystem_size_bytes"],
		source: "node-exporter",
		parameters: {},
		expression: `1 - max by (job, instance, mountpoint) (node_filesystem_avail_bytes{${stored}} / (node_filesystem_size_bytes{${stored}} > 0))`,
		test: {
			at: "30m",
			series: {
				...steady("node_filesystem_avail_bytes", disk, 25),
				...steady("node_filesystem_size_bytes", disk, 100),
			},
			labels: { mountpoint: "/data", ...host },
			value: 0.75,
		},
	},
	{
		id: "host-disk-busy-ratio",
		record: "instance_device:node_disk_io_time:ratio_rate<<window>>",
		title: "Disks busy",
		tells: "Share of the time in which a disk works, from 0 to 1, by device.",
		needs: ["node_disk_io_time_seconds_total"],
		source: "node-exporter",
		parameters: over,
		expression:
			'sum by (job, instance, device) (rate(node_disk_io_time_seconds_total{device!~"loop.+|ram.+|sr.+"}[<<window>>]))',
		test: {
			at: "30m",
			series: growing("node_disk_io_time_seconds_total", { device: "sda", ...host }, 30),
			labels: { device: "sda", ...host },
			value: 0.5,
		},
	},
	{
		id: "host-network-receive",
		record: "instance:node_network_receive_bytes:rate<<window>>",
		title: "Network, received",
		tells: "Bytes per second that a host receives, without what it sends itself.",
		needs: ["node_network_receive_bytes_total"],
		source: "node-exporter",
		parameters: over,
		expression: 'sum by (job, instance) (rate(node_network_receive_bytes_total{device!="lo"}[<<window>>]))',
		test: {
			at: "30m",
			series: growing("node_network_receive_bytes_total", { device: "eth0", ...host }, 6000),
			labels: host,
			value: 100,
		},
	},
	{
		id: "host-network-transmit",
		record: "instance:node_network_transmit_bytes:rate<<window>>",
		title: "Network, sent",
		tells: "Bytes per second that a host sends, without what it sends itself.",
		needs: ["node_network_transmit_bytes_total"],
		source: "node-exporter",
		parameters: over,
		expression: 'sum by (job, instance) (rate(node_network_transmit_bytes_total{device!="lo"}[<<window>>]))',
		test: {
			at: "30m",
			series: growing("node_network_transmit_bytes_total", { device: "eth0", ...host }, 6000),
			labels: host,
			value: 100,
		},
	},
];

const workloads: readonly RecordingEntry[] = [
	{
		id: "container-cpu",
		record: "namespace_pod_container:container_cpu_usage_seconds:rate<<window>>",
		title: "Containers: processors in use",
		tells: "Processors that a container uses.",
		needs: ["container_cpu_usage_seconds_total"],
		source: "cAdvisor",
		parameters: over,
		expression:
			'sum by (namespace, pod, container) (rate(container_cpu_usage_seconds_total{container!=""}[<<window>>]))',
		test: {
			at: "30m",
			series: growing("container_cpu_usage_seconds_total", { cpu: "total", ...container, ...kubelet }, 30),
			labels: container,
			value: 0.5,
		},
	},
	{
		id: "namespace-cpu",
		record: "namespace:container_cpu_usage_seconds:rate<<window>>",
		title: "Namespaces: processors in use",
		tells: "Processors that the containers of a namespace use.",
		needs: ["container_cpu_usage_seconds_total"],
		source: "cAdvisor",
		parameters: over,
		expression: 'sum by (namespace) (rate(container_cpu_usage_seconds_total{container!=""}[<<window>>]))',
		test: {
			at: "30m",
			series: growing("container_cpu_usage_seconds_total", { cpu: "total", ...container, ...kubelet }, 30),
			labels: { namespace: "shop" },
			value: 0.5,
		},
	},
	{
		id: "container-memory",
		record: "namespace_pod_container:container_memory_working_set_bytes:max",
		title: "Containers: memory in use",
		tells: "Bytes that a container needs, as its limit counts them.",
		needs: ["container_memory_working_set_bytes"],
		source: "cAdvisor",
		parameters: {},
		// While a container is replaced there are two of the name for a moment.
		expression: 'max by (namespace, pod, container) (container_memory_working_set_bytes{container!=""})',
		test: {
			at: "30m",
			series: steady("container_memory_working_set_bytes", { ...container, ...kubelet }, 1024),
			labels: container,
			value: 1024,
		},
	},
	{
		id: "namespace-memory",
		record: "namespace:container_memory_working_set_bytes:sum",
		title: "Namespaces: memory in use",
		tells: "Bytes that the containers of a namespace need.",
		needs: ["container_memory_working_set_bytes"],
		source: "cAdvisor",
		parameters: {},
		expression: 'sum by (namespace) (container_memory_working_set_bytes{container!=""})',
		test: {
			at: "30m",
			series: steady("container_memory_working_set_bytes", { ...container, ...kubelet }, 1024),
			labels: { namespace: "shop" },
			value: 1024,
		},
	},
	{
		id: "node-container-cpu",
		record: "instance:container_cpu_usage_seconds:rate<<window>>",
		title: "Nodes: processors that containers use",
		tells: "Processors that the containers of a node use.",
		needs: ["container_cpu_usage_seconds_total"],
		source: "cAdvisor",
		parameters: over,
		expression: 'sum by (job, instance) (rate(container_cpu_usage_seconds_total{container!=""}[<<window>>]))',
		test: {
			at: "30m",
			series: growing("container_cpu_usage_seconds_total", { cpu: "total", ...container, ...kubelet }, 30),
			labels: kubelet,
			value: 0.5,
		},
	},
	{
		id: "container-throttled-ratio",
		record: "namespace_pod_container:container_cpu_cfs_throttled_periods:ratio_rate<<window>>",
		title: "Containers: held back by their CPU limit",
		tells: "Share of the periods in which a container was held back, from 0 to 1.",
		needs: ["container_cpu_cfs_throttled_periods_total", "container_cpu_cfs_periods_total"],
		source: "cAdvisor",
		parameters: over,
		expression:
			'sum by (namespace, pod, container) (rate(container_cpu_cfs_throttled_periods_total{container!=""}[<<window>>])) / (sum by (namespace, pod, container) (rate(container_cpu_cfs_periods_total{container!=""}[<<window>>])) > 0)',
		test: {
			at: "30m",
			series: {
				...growing("container_cpu_cfs_throttled_periods_total", { ...container, ...kubelet }, 300),
				...growing("container_cpu_cfs_periods_total", { ...container, ...kubelet }, 600),
			},
			labels: container,
			value: 0.5,
		},
	},
	{
		id: "namespace-cpu-requests",
		record: "namespace:kube_pod_container_resource_requests_cpu:sum",
		title: "Namespaces: processors requested",
		tells: "Processors that the pods of a namespace request.",
		needs: ["kube_pod_container_resource_requests"],
		source: "kube-state-metrics",
		parameters: {},
		expression: 'sum by (namespace) (kube_pod_container_resource_requests{resource="cpu"})',
		test: {
			at: "30m",
			series: steady(
				"kube_pod_container_resource_requests",
				{ resource: "cpu", unit: "core", ...container, ...ksm },
				2,
			),
			labels: { namespace: "shop" },
			value: 2,
		},
	},
	{
		id: "namespace-memory-requests",
		record: "namespace:kube_pod_container_resource_requests_memory_bytes:sum",
		title: "Namespaces: memory requested",
		tells: "Bytes that the pods of a namespace request.",
		needs: ["kube_pod_container_resource_requests"],
		source: "kube-state-metrics",
		parameters: {},
		expression: 'sum by (namespace) (kube_pod_container_resource_requests{resource="memory"})',
		test: {
			at: "30m",
			series: steady(
				"kube_pod_container_resource_requests",
				{ resource: "memory", unit: "byte", ...container, ...ksm },
				1024,
			),
			labels: { namespace: "shop" },
			value: 1024,
		},
	},
];

const targets: readonly RecordingEntry[] = [
	{
		id: "job-up-ratio",
		record: "job:up:avg",
		title: "Targets that are up",
		tells: "Share of a job's targets that can be scraped, from 0 to 1.",
		needs: ["up"],
		source: "Prometheus",
		parameters: {},
		expression: "avg by (job) (up)",
		test: {
			at: "30m",
			series: {
				...steady("up", { instance: "a:80", job: "api" }, 1),
				...steady("up", { instance: "b:80", job: "api" }, 0),
			},
			labels: { job: "api" },
			value: 0.5,
		},
	},
	{
		id: "probe-success-ratio",
		record: "job_instance:probe_success:avg_over_time<<window>>",
		title: "Probes that succeed",
		tells: "Share of the probes of a target that succeed, from 0 to 1.",
		needs: ["probe_success"],
		source: "blackbox-exporter",
		parameters: { window: window("1h", "30m") },
		expression: "avg by (job, instance) (avg_over_time(probe_success[<<window>>]))",
		test: {
			at: "90m",
			series: steady("probe_success", { instance: "https://shop.acme.io", job: "blackbox" }, 1),
			labels: { instance: "https://shop.acme.io", job: "blackbox" },
			value: 1,
		},
	},
];

export const hostRecordings: EntryGroup<RecordingEntry> = { name: "hosts-recorded", title: "Hosts", entries: hosts };
export const workloadRecordings: EntryGroup<RecordingEntry> = {
	name: "kubernetes-recorded",
	title: "Kubernetes: containers, namespaces, nodes",
	entries: workloads,
};
export const targetRecordings: EntryGroup<RecordingEntry> = {
	name: "targets-recorded",
	title: "Targets and probes",
	entries: targets,
};
