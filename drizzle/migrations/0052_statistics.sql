CREATE TABLE `claim_delay` (
	`at` datetime(3) NOT NULL,
	`bucket` smallint unsigned NOT NULL,
	`tracks` int unsigned NOT NULL,
	CONSTRAINT `claim_delay_at_bucket_pk` PRIMARY KEY(`at`,`bucket`)
);
--> statement-breakpoint
CREATE TABLE `server_sample` (
	`at` datetime(3) NOT NULL,
	`queue_age` bigint unsigned NOT NULL,
	`pending_tracks` int unsigned NOT NULL,
	`slots` int unsigned NOT NULL,
	`busy_slots` int unsigned NOT NULL,
	CONSTRAINT `server_sample_at` PRIMARY KEY(`at`)
);
--> statement-breakpoint
CREATE INDEX `pipeline_finished` ON `pipeline` (`is_child`,`finished_at`,`graph_id`,`state`,`launched_at`);