import { count, ratio, seconds, window } from "../parameters.ts";
import type { AlertEntry, EntryGroup } from "../ruleEntry.ts";

/** What blackbox-exporter sees from outside (0.23 to 0.28), and certificates as cert-manager keeps them. */
const target = 'instance="https://shop.acme.io",job="blackbox"';
const targetLabels = { instance: "https://shop.acme.io", job: "blackbox" };
const certificate = 'issuer_name="letsencrypt",name="shop-tls",namespace="shop",instance="cm:9402",job="cert-manager"';
const certificateLabels = {
	issuer_name: "letsencrypt",
	name: "shop-tls",
	namespace: "shop",
	instance: "cm:9402",
	job: "cert-manager",
};

const probes: readonly AlertEntry[] = [
	{
		id: "probe-failing",
		alert: "ProbeFailing",
		title: "Probe fails",
		tells: "What is probed from outside does not answer as it should.",
		needs: ["probe_success"],
		source: "blackbox-exporter",
		parameters: {},
		expression: "probe_success == 0",
		for: "5m",
		severity: "critical",
		summary: "{{ $labels.instance }} does not answer",
		description: "The probe of {{ $labels.instance }} has failed for <<for>>.",
		impact: "Users cannot reach it either.",
		diagnosis: [
			["Did it answer at all, and with which status?", "probe_http_status_code"],
			["How long did each phase take?", "probe_http_duration_seconds"],
			["Is the certificate still valid?", "probe_ssl_earliest_cert_expiry - time()"],
		],
		mitigation: [
			"Look what the probe saw: add &debug=true to its address at the exporter.",
			"Where several probes fail at once, look at the network of the exporter first.",
		],
		test: {
			at: "20m",
			fires: { [`probe_success{${target}}`]: "0+0x60" },
			labels: targetLabels,
			value: 0,
			quiet: { [`probe_success{${target}}`]: "1+0x60" },
		},
	},
	{
		id: "probe-often-failing",
		alert: "ProbeOftenFails",
		title: "Probe fails now and then",
		tells: "Probes of one target fail time and again, though never for long.",
		needs: ["probe_success"],
		source: "blackbox-exporter",
		parameters: {
			threshold: ratio("0.95", "0.9", "share of the probes that have to succeed"),
			window: window("1h", "2h"),
		},
		expression: "avg_over_time(probe_success[<<window>>]) < <<threshold>>",
		for: "5m",
		severity: "warning",
		summary: "{{ $labels.instance }} answers now and then only",
		description:
			"{{ $value | humanizePercentage }} of the probes within <<window>> succeeded; it should be <<threshold>>.",
		impact: "Some of the users' requests fail.",
		diagnosis: [
			["When did they fail?", "probe_success"],
			["Does it take too long at times?", "max_over_time(probe_duration_seconds[1h])"],
		],
		mitigation: ["Look whether one of several instances or addresses behind the name is broken."],
		test: {
			at: "4h",
			fires: { [`probe_success{${target}}`]: "0+0x300" },
			labels: targetLabels,
			value: 0,
			quiet: { [`probe_success{${target}}`]: "1+0x300" },
		},
	},
	{
		id: "probe-slow",
		alert: "ProbeSlow",
		title: "Probe slow",
		tells: "What is probed from outside answers, but takes long.",
		needs: ["probe_duration_seconds", "probe_success"],
		source: "blackbox-exporter",
		parameters: {
			threshold: seconds("2", "1", "seconds that a probe may take"),
			window: window("10m", "15m"),
		},
		expression: "avg_over_time(probe_duration_seconds[<<window>>]) > <<threshold>> and probe_success == 1",
		for: "10m",
		severity: "warning",
		summary: "{{ $labels.instance }} answers slowly",
		description: "Probes took {{ $value | humanizeDuration }} on average over <<window>>, more than <<threshold>>.",
		impact: "Users wait as long, or longer.",
		diagnosis: [
			[
				"Which phase takes the time?",
				"avg by (instance, phase) (avg_over_time(probe_http_duration_seconds[<<window>>]))",
			],
			["Is it the name server?", "probe_dns_lookup_time_seconds"],
		],
		mitigation: [
			"Where it is processing, look at the service; where it is connect or tls, at the network and load balancers.",
		],
		test: {
			at: "40m",
			fires: {
				[`probe_duration_seconds{${target}}`]: "4+0x60",
				[`probe_success{${target}}`]: "1+0x60",
			},
			labels: targetLabels,
			value: 4,
			quiet: {
				[`probe_duration_seconds{${target}}`]: "4+0x60",
				[`probe_success{${target}}`]: "0+0x60",
			},
		},
	},
	{
		id: "probe-http-status",
		alert: "ProbeHttpStatusBad",
		title: "Probe gets an error status",
		tells: "A page answers the probe with a status of 500 or above, or not at all.",
		needs: ["probe_http_status_code"],
		source: "blackbox-exporter",
		parameters: { threshold: count("500", "400", "least status that is an error") },
		expression: "probe_http_status_code >= <<threshold>>",
		for: "5m",
		severity: "critical",
		summary: '{{ $labels.instance }} answers with status {{ $value | printf "%.0f" }}',
		description: 'The probe has got the HTTP status {{ $value | printf "%.0f" }} for <<for>>.',
		impact: "Users see an error page.",
		diagnosis: [["Did it change shortly before?", "changes(probe_http_status_code[1h])"]],
		mitigation: ["Look at the service behind the page; roll its last change back."],
		test: {
			at: "20m",
			fires: { [`probe_http_status_code{${target}}`]: "503+0x60" },
			labels: targetLabels,
			value: 503,
			quiet: { [`probe_http_status_code{${target}}`]: "200+0x60" },
		},
	},
];

const certificates: readonly AlertEntry[] = [
	{
		id: "certificate-expires-soon",
		alert: "CertificateExpiresSoon",
		title: "TLS certificate expires soon",
		tells: "The certificate that a probed address shows expires soon, so it was not renewed.",
		needs: ["probe_ssl_earliest_cert_expiry"],
		source: "blackbox-exporter",
		parameters: { left: seconds("1209600", "864000", "seconds that it has to be valid yet") },
		expression: "probe_ssl_earliest_cert_expiry - time() < <<left>>",
		for: "1h",
		severity: "warning",
		summary: "The certificate of {{ $labels.instance }} expires soon",
		description: "It expires in {{ $value | humanizeDuration }}; it should have been renewed <<left>> before.",
		impact: "None yet. Once it has expired, browsers and clients refuse to connect.",
		diagnosis: [["Which certificates expire next?", "sort(probe_ssl_earliest_cert_expiry - time())"]],
		mitigation: [
			"Renew it, or find out why that did not happen by itself (ACME challenge, quota, permissions).",
			"Where it was renewed: reload what shows it, on every instance.",
		],
		test: {
			at: "2h",
			fires: { [`probe_ssl_earliest_cert_expiry{${target}}`]: "93600+0x180" },
			labels: targetLabels,
			value: 86_400,
			quiet: { [`probe_ssl_earliest_cert_expiry{${target}}`]: "8640000+0x180" },
		},
	},
	{
		id: "certificate-expires-now",
		alert: "CertificateExpiresNow",
		title: "TLS certificate expires within days",
		tells: "The certificate that a probed address shows expires within days, or has expired.",
		needs: ["probe_ssl_earliest_cert_expiry"],
		source: "blackbox-exporter",
		parameters: { left: seconds("259200", "172800", "seconds that it has to be valid yet") },
		expression: "probe_ssl_earliest_cert_expiry - time() < <<left>>",
		for: "10m",
		severity: "critical",
		summary: "The certificate of {{ $labels.instance }} is about to expire",
		description: "It expires in {{ $value | humanizeDuration }}.",
		impact: "Once it has expired, browsers and clients refuse to connect.",
		diagnosis: [["Do probes fail already?", "probe_success"]],
		mitigation: ["Renew it by hand now, and reload what shows it on every instance."],
		test: {
			at: "2h",
			fires: { [`probe_ssl_earliest_cert_expiry{${target}}`]: "93600+0x180" },
			labels: targetLabels,
			value: 86_400,
			quiet: { [`probe_ssl_earliest_cert_expiry{${target}}`]: "8640000+0x180" },
		},
	},
	{
		id: "cert-manager-not-renewed",
		alert: "CertManagerCertificateNotRenewed",
		title: "cert-manager did not renew",
		tells: "A certificate that cert-manager keeps expires soon, though it should have been renewed.",
		needs: ["certmanager_certificate_expiration_timestamp_seconds"],
		source: "cert-manager",
		parameters: { left: seconds("1209600", "864000", "seconds that it has to be valid yet") },
		// A certificate that was never issued has 0 here, and is told of by its readiness.
		expression: "(certmanager_certificate_expiration_timestamp_seconds > 0) - time() < <<left>>",
		for: "1h",
		severity: "warning",
		summary: "The certificate {{ $labels.namespace }}/{{ $labels.name }} was not renewed",
		description: "It expires in {{ $value | humanizeDuration }}; cert-manager should have renewed it before.",
		impact: "None yet. Once it has expired, clients refuse to connect to what shows it.",
		diagnosis: [["Is it ready?", "certmanager_certificate_ready_status == 1"]],
		mitigation: [
			"Follow kubectl describe from the certificate to its request, order and challenge; the last one says why.",
		],
		test: {
			at: "2h",
			fires: { [`certmanager_certificate_expiration_timestamp_seconds{${certificate}}`]: "93600+0x180" },
			labels: certificateLabels,
			value: 86_400,
			quiet: { [`certmanager_certificate_expiration_timestamp_seconds{${certificate}}`]: "0+0x180" },
		},
	},
	{
		id: "cert-manager-not-ready",
		alert: "CertManagerCertificateNotReady",
		title: "cert-manager certificate not ready",
		tells: "cert-manager could not issue a certificate.",
		needs: ["certmanager_certificate_ready_status"],
		source: "cert-manager",
		parameters: {},
		expression: 'max without (condition) (certmanager_certificate_ready_status{condition!="True"}) == 1',
		for: "15m",
		severity: "warning",
		summary: "The certificate {{ $labels.namespace }}/{{ $labels.name }} is not ready",
		description: "cert-manager has not been able to issue it for <<for>>.",
		impact: "What needs it does not start, or shows a certificate that nobody trusts.",
		diagnosis: [
			[
				"When does the present one expire, in seconds?",
				"certmanager_certificate_expiration_timestamp_seconds - time()",
			],
		],
		mitigation: [
			"Follow kubectl describe from the certificate to its request, order and challenge; the last one says why.",
		],
		test: {
			at: "40m",
			fires: {
				[`certmanager_certificate_ready_status{condition="False",${certificate}}`]: "1+0x60",
				[`certmanager_certificate_ready_status{condition="True",${certificate}}`]: "0+0x60",
			},
			labels: certificateLabels,
			value: 1,
			quiet: {
				[`certmanager_certificate_ready_status{condition="False",${certificate}}`]: "0+0x60",
				[`certmanager_certificate_ready_status{condition="True",${certificate}}`]: "1+0x60",
			},
		},
	},
];

export const probeAlerts: EntryGroup<AlertEntry> = { name: "probes", title: "Probes from outside", entries: probes };
export const certificateAlerts: EntryGroup<AlertEntry> = {
	name: "certificates",
	title: "Certificates",
	entries: certificates,
};
