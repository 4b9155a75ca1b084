/**
 * Metrics that the library needs and the bundled catalogue does not have, as series, with their own labels and where they
 * are defined. Looked up 2026-11.
 */
export const CITED_METRICS: Readonly<Record<string, CitedMetric>> = {
	certmanager_certificate_expiration_timestamp_seconds: {
		labels: ["issuer_group", "issuer_kind", "issuer_name", "name", "namespace"],
		source: "https://cert-manager.io/docs/devops-tips/prometheus-metrics/",
	},
	certmanager_certificate_ready_status: {
		labels: ["condition", "issuer_group", "issuer_kind", "issuer_name", "name", "namespace"],
		source: "https://cert-manager.io/docs/devops-tips/prometheus-metrics/",
	},
	envoy_cluster_upstream_rq_time_bucket: {
		labels: ["envoy_cluster_name", "le"],
		source: "https://www.envoyproxy.io/docs/envoy/latest/configuration/upstream/cluster_manager/cluster_stats",
	},
	envoy_cluster_upstream_rq_time_count: {
		labels: ["envoy_cluster_name"],
		source: "https://www.envoyproxy.io/docs/envoy/latest/configuration/upstream/cluster_manager/cluster_stats",
	},
	envoy_cluster_upstream_rq_xx: {
		labels: ["envoy_cluster_name", "envoy_response_code_class"],
		source: "https://www.envoyproxy.io/docs/envoy/latest/configuration/upstream/cluster_manager/cluster_stats",
	},
	gnatsd_connz_pending_bytes: { labels: ["server_id"], source: "https://github.com/nats-io/prometheus-nats-exporter" },
	gnatsd_varz_connections: { labels: ["server_id"], source: "https://github.com/nats-io/prometheus-nats-exporter" },
	gnatsd_varz_mem: { labels: ["server_id"], source: "https://github.com/nats-io/prometheus-nats-exporter" },
	gnatsd_varz_slow_consumers: { labels: ["server_id"], source: "https://github.com/nats-io/prometheus-nats-exporter" },
	hikaricp_connections_active: {
		labels: ["pool"],
		source: "https://github.com/micrometer-metrics/micrometer (binder/db, HikariCP's MicrometerMetricsTracker)",
	},
	hikaricp_connections_max: {
		labels: ["pool"],
		source: "https://github.com/micrometer-metrics/micrometer (binder/db, HikariCP's MicrometerMetricsTracker)",
	},
	hikaricp_connections_pending: {
		labels: ["pool"],
		source: "https://github.com/micrometer-metrics/micrometer (binder/db, HikariCP's MicrometerMetricsTracker)",
	},
	hikaricp_connections_timeout_total: {
		labels: ["pool"],
		source: "https://github.com/micrometer-metrics/micrometer (binder/db, HikariCP's MicrometerMetricsTracker)",
	},
	hikaricp_connections_usage_seconds_count: {
		labels: ["pool"],
		source: "https://github.com/micrometer-metrics/micrometer (binder/db, HikariCP's MicrometerMetricsTracker)",
	},
	hikaricp_connections_usage_seconds_sum: {
		labels: ["pool"],
		source: "https://github.com/micrometer-metrics/micrometer (binder/db, HikariCP's MicrometerMetricsTracker)",
	},
	http_request_duration_seconds_bucket: {
		labels: ["code", "handler", "le", "method"],
		source: "https://prometheus.io/docs/practices/naming/ (the usual names in client libraries)",
	},
	http_request_duration_seconds_count: {
		labels: ["code", "handler", "method"],
		source: "https://prometheus.io/docs/practices/naming/ (the usual names in client libraries)",
	},
	http_requests_total: {
		labels: ["code", "handler", "method", "status", "status_code"],
		source: "https://prometheus.io/docs/practices/naming/ (the usual names in client libraries)",
	},
	http_server_requests_seconds_bucket: {
		labels: ["exception", "le", "method", "outcome", "status", "uri"],
		source: "https://docs.micrometer.io/micrometer/reference/ and Spring's HTTP server observations",
	},
	http_server_requests_seconds_count: {
		labels: ["exception", "method", "outcome", "status", "uri"],
		source: "https://docs.micrometer.io/micrometer/reference/ and Spring's HTTP server observations",
	},
	istio_request_duration_milliseconds_bucket: {
		labels: ["destination_service_name", "destination_service_namespace", "le", "reporter", "response_code"],
		source: "https://istio.io/latest/docs/reference/config/metrics/",
	},
	istio_request_duration_milliseconds_count: {
		labels: ["destination_service_name", "destination_service_namespace", "reporter", "response_code"],
		source: "https://istio.io/latest/docs/reference/config/metrics/",
	},
	istio_requests_total: {
		labels: ["destination_service_name", "destination_service_namespace", "reporter", "response_code"],
		source: "https://istio.io/latest/docs/reference/config/metrics/",
	},
	jetstream_consumer_num_ack_pending: {
		labels: ["consumer_name", "server_id", "stream_name"],
		source: "https://github.com/nats-io/prometheus-nats-exporter",
	},
	jetstream_consumer_num_pending: {
		labels: ["consumer_name", "server_id", "stream_name"],
		source: "https://github.com/nats-io/prometheus-nats-exporter",
	},
	jvm_gc_pause_seconds_sum: {
		labels: ["action", "cause"],
		source: "https://docs.micrometer.io/micrometer/reference/ and Spring's HTTP server observations",
	},
	jvm_memory_max_bytes: {
		labels: ["area", "id"],
		source: "https://docs.micrometer.io/micrometer/reference/ and Spring's HTTP server observations",
	},
	jvm_memory_used_bytes: {
		labels: ["area", "id"],
		source: "https://docs.micrometer.io/micrometer/reference/ and Spring's HTTP server observations",
	},
	kafka_brokers: { labels: [], source: "https://github.com/danielqsj/kafka_exporter" },
	kafka_consumergroup_current_offset: {
		labels: ["consumergroup", "partition", "topic"],
		source: "https://github.com/danielqsj/kafka_exporter",
	},
	kafka_consumergroup_lag: {
		labels: ["consumergroup", "partition", "topic"],
		source: "https://github.com/danielqsj/kafka_exporter",
	},
	kafka_topic_partition_under_replicated_partition: {
		labels: ["partition", "topic"],
		source: "https://github.com/danielqsj/kafka_exporter",
	},
	mongodb_rs_members_health: {
		labels: ["member_idx", "member_state", "rs_state", "set"],
		source: "https://github.com/percona/mongodb_exporter",
	},
	mongodb_ss_connections: { labels: ["conn_type"], source: "https://github.com/percona/mongodb_exporter" },
	mysql_slave_status_seconds_behind_master: {
		labels: ["channel_name", "connection_name", "master_host", "master_uuid"],
		source: "https://github.com/prometheus/mysqld_exporter/blob/main/collector/slave_status.go",
	},
	mysql_slave_status_slave_io_running: {
		labels: ["channel_name", "connection_name", "master_host", "master_uuid"],
		source: "https://github.com/prometheus/mysqld_exporter/blob/main/collector/slave_status.go",
	},
	mysql_slave_status_slave_sql_running: {
		labels: ["channel_name", "connection_name", "master_host", "master_uuid"],
		source: "https://github.com/prometheus/mysqld_exporter/blob/main/collector/slave_status.go",
	},
	nginx_ingress_controller_request_duration_seconds_bucket: {
		labels: ["exported_namespace", "ingress", "le", "method", "path", "status"],
		source: "https://kubernetes.github.io/ingress-nginx/user-guide/monitoring/",
	},
	nginx_ingress_controller_request_duration_seconds_count: {
		labels: ["exported_namespace", "ingress", "method", "path", "status"],
		source: "https://kubernetes.github.io/ingress-nginx/user-guide/monitoring/",
	},
	nginx_ingress_controller_requests: {
		labels: ["exported_namespace", "ingress", "method", "path", "status"],
		source: "https://kubernetes.github.io/ingress-nginx/user-guide/monitoring/",
	},
	node_systemd_unit_state: {
		labels: ["name", "state", "type"],
		source: "https://github.com/prometheus/node_exporter/blob/v1.12.1/collector/systemd_linux.go",
	},
	node_textfile_mtime_seconds: {
		labels: ["file"],
		source: "https://github.com/prometheus/node_exporter/blob/v1.12.1/collector/textfile.go",
	},
	pg_replication_is_replica: {
		labels: [],
		source: "https://github.com/prometheus-community/postgres_exporter/blob/master/collector/pg_replication.go",
	},
	pg_replication_lag_seconds: {
		labels: [],
		source: "https://github.com/prometheus-community/postgres_exporter/blob/master/collector/pg_replication.go",
	},
	prometheus_notifications_errors_total: {
		labels: ["alertmanager"],
		source: "https://github.com/prometheus/prometheus/blob/main/notifier/metric.go",
	},
	prometheus_notifications_sent_total: {
		labels: ["alertmanager"],
		source: "https://github.com/prometheus/prometheus/blob/main/notifier/metric.go",
	},
	prometheus_remote_storage_queue_highest_sent_timestamp_seconds: {
		labels: ["remote_name", "url"],
		source: "https://github.com/prometheus/prometheus/blob/main/storage/remote/queue_manager.go",
	},
	prometheus_target_metadata_cache_entries: {
		labels: ["scrape_job"],
		source: "https://github.com/prometheus/prometheus/blob/main/scrape/metrics.go",
	},
	rabbitmq_alarms_free_disk_space_watermark: { labels: [], source: "https://www.rabbitmq.com/docs/prometheus" },
	rabbitmq_alarms_memory_used_watermark: { labels: [], source: "https://www.rabbitmq.com/docs/prometheus" },
	rabbitmq_connections: { labels: [], source: "https://www.rabbitmq.com/docs/prometheus" },
	rabbitmq_disk_space_available_bytes: { labels: [], source: "https://www.rabbitmq.com/docs/prometheus" },
	rabbitmq_process_max_fds: { labels: [], source: "https://www.rabbitmq.com/docs/prometheus" },
	rabbitmq_process_open_fds: { labels: [], source: "https://www.rabbitmq.com/docs/prometheus" },
	rabbitmq_process_resident_memory_bytes: { labels: [], source: "https://www.rabbitmq.com/docs/prometheus" },
	rabbitmq_queue_consumers: { labels: ["queue", "vhost"], source: "https://www.rabbitmq.com/docs/prometheus" },
	rabbitmq_queue_messages: { labels: ["queue", "vhost"], source: "https://www.rabbitmq.com/docs/prometheus" },
	rabbitmq_queue_messages_ready: { labels: ["queue", "vhost"], source: "https://www.rabbitmq.com/docs/prometheus" },
	rabbitmq_queue_messages_unacked: { labels: ["queue", "vhost"], source: "https://www.rabbitmq.com/docs/prometheus" },
	rabbitmq_resident_memory_limit_bytes: { labels: [], source: "https://www.rabbitmq.com/docs/prometheus" },
	redis_master_link_up: {
		labels: ["master_host", "master_port"],
		source: "https://github.com/oliver006/redis_exporter/blob/master/exporter/info.go",
	},
	traefik_service_request_duration_seconds_bucket: {
		labels: ["code", "le", "method", "protocol", "service"],
		source: "https://doc.traefik.io/traefik/observability/metrics/overview/",
	},
	traefik_service_request_duration_seconds_count: {
		labels: ["code", "method", "protocol", "service"],
		source: "https://doc.traefik.io/traefik/observability/metrics/overview/",
	},
	traefik_service_requests_total: {
		labels: ["code", "method", "protocol", "service"],
		source: "https://doc.traefik.io/traefik/observability/metrics/overview/",
	},
};

export interface CitedMetric {
	readonly labels: readonly string[];
	readonly source: string;
}
