CREATE TABLE `log_file` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`pipeline_id` bigint unsigned NOT NULL,
	`file_key` binary(16) NOT NULL,
	`state` enum('writing','stored','removing') NOT NULL DEFAULT 'writing',
	`bytes` int unsigned NOT NULL DEFAULT 0,
	`log_bytes` int unsigned NOT NULL,
	`first_track_id` bigint unsigned NOT NULL,
	`first_attempt` int unsigned NOT NULL,
	`first_seq` int unsigned NOT NULL,
	`last_track_id` bigint unsigned NOT NULL,
	`last_attempt` int unsigned NOT NULL,
	`last_seq` int unsigned NOT NULL,
	`stored_from` datetime(3) NOT NULL,
	`stored_until` datetime(3) NOT NULL,
	`made_at` datetime(3) NOT NULL,
	CONSTRAINT `log_file_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
ALTER TABLE `pipeline` ADD `last_logs_removed_at` datetime(3);--> statement-breakpoint
CREATE INDEX `log_file_pipeline` ON `log_file` (`pipeline_id`);--> statement-breakpoint
CREATE INDEX `log_file_left` ON `log_file` (`state`,`id`);