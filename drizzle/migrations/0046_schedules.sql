CREATE TABLE `fire` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`schedule_id` bigint unsigned NOT NULL,
	`due_at` datetime(3) NOT NULL,
	`cause` enum('clock','catch-up','person') NOT NULL,
	`state` enum('launched','queued','missed','coalesced','skipped','failed') NOT NULL,
	`fired_at` datetime(3) NOT NULL,
	`late_ms` bigint unsigned NOT NULL,
	`reason` varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`times` int unsigned NOT NULL DEFAULT 1,
	`pipeline_id` bigint unsigned,
	`is_running` boolean NOT NULL DEFAULT false,
	`asked_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	CONSTRAINT `fire_id` PRIMARY KEY(`id`),
	CONSTRAINT `fire_due` UNIQUE(`schedule_id`,`due_at`,`cause`)
);
--> statement-breakpoint
CREATE TABLE `schedule` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`name` varbinary(400) NOT NULL,
	`live_name` varbinary(400),
	`graph_id` bigint unsigned NOT NULL,
	`revision` int unsigned,
	`rule` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`zone` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`starts_at` datetime(3),
	`ends_at` datetime(3),
	`excluded_dates` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`jitter_ms` int unsigned NOT NULL,
	`policy` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`params` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`pipeline_name` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`priority` int NOT NULL,
	`desired` enum('new','active','paused','removed') NOT NULL,
	`observed` enum('new','active','paused','removed') NOT NULL,
	`version` int unsigned NOT NULL,
	`observed_version` int unsigned NOT NULL,
	`due_at` datetime(3),
	`fire_at` datetime(3),
	`has_queued` boolean NOT NULL DEFAULT false,
	`look_at` datetime(3),
	`error` varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`failed_tries` int unsigned NOT NULL DEFAULT 0,
	`owner_id` bigint unsigned,
	`created_at` datetime(3) NOT NULL,
	`created_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`changed_at` datetime(3) NOT NULL,
	`changed_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	CONSTRAINT `schedule_id` PRIMARY KEY(`id`),
	CONSTRAINT `schedule_live_name` UNIQUE(`live_name`)
);
--> statement-breakpoint
CREATE TABLE `schedule_stop` (
	`n` int unsigned NOT NULL,
	`stopped_at` datetime(3) NOT NULL,
	`stopped_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`reason` varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	CONSTRAINT `schedule_stop_n` PRIMARY KEY(`n`)
);
--> statement-breakpoint
ALTER TABLE `fire` ADD CONSTRAINT `fire_schedule_id_schedule_id_fk` FOREIGN KEY (`schedule_id`) REFERENCES `schedule`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `fire` ADD CONSTRAINT `fire_pipeline_id_pipeline_id_fk` FOREIGN KEY (`pipeline_id`) REFERENCES `pipeline`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `schedule` ADD CONSTRAINT `schedule_graph_id_graph_id_fk` FOREIGN KEY (`graph_id`) REFERENCES `graph`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `fire_list` ON `fire` (`schedule_id`,`id`);--> statement-breakpoint
CREATE INDEX `fire_running` ON `fire` (`schedule_id`,`is_running`);--> statement-breakpoint
CREATE INDEX `fire_state` ON `fire` (`schedule_id`,`state`,`id`);--> statement-breakpoint
CREATE INDEX `fire_pipeline` ON `fire` (`pipeline_id`);--> statement-breakpoint
CREATE INDEX `schedule_look` ON `schedule` (`look_at`);--> statement-breakpoint
CREATE INDEX `schedule_graph` ON `schedule` (`graph_id`);