CREATE TABLE `removed_pipeline` (
	`id` bigint unsigned NOT NULL,
	`graph_id` bigint unsigned NOT NULL,
	`state` enum('succeeded','failed','cancelled','reverted') NOT NULL,
	`launched_at` datetime(3) NOT NULL,
	`finished_at` datetime(3) NOT NULL,
	`removed_at` datetime(3) NOT NULL,
	`is_gone` boolean NOT NULL DEFAULT false,
	CONSTRAINT `removed_pipeline_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `retention_policy` (
	`graph_id` bigint unsigned NOT NULL,
	`pipeline_days` int unsigned,
	`pipeline_last` int unsigned,
	`log_days` int unsigned,
	`history_days` int unsigned,
	`changed_at` datetime(3) NOT NULL,
	`changed_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	CONSTRAINT `retention_policy_graph_id` PRIMARY KEY(`graph_id`)
);
--> statement-breakpoint
ALTER TABLE `notice` DROP FOREIGN KEY `notice_pipeline_id_pipeline_id_fk`;
--> statement-breakpoint
ALTER TABLE `fire` DROP FOREIGN KEY `fire_pipeline_id_pipeline_id_fk`;
--> statement-breakpoint
ALTER TABLE `delivery` DROP FOREIGN KEY `delivery_pipeline_id_pipeline_id_fk`;
--> statement-breakpoint
ALTER TABLE `pipeline` ADD `removed_at` datetime(3);--> statement-breakpoint
ALTER TABLE `pipeline` ADD `logs_removed_at` datetime(3);--> statement-breakpoint
CREATE INDEX `removed_pipeline_left` ON `removed_pipeline` (`is_gone`,`id`);--> statement-breakpoint
CREATE INDEX `pipeline_with_logs` ON `pipeline` (`graph_id`,`is_child`,`logs_removed_at`,`id`);