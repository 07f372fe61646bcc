CREATE TABLE `delivery` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`trigger_id` bigint unsigned NOT NULL,
	`event_key` varbinary(800) NOT NULL,
	`received_at` datetime(3) NOT NULL,
	`state` enum('launched','filtered','refused') NOT NULL,
	`reason` varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`tries` int unsigned NOT NULL,
	`pipeline_id` bigint unsigned,
	`event` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`is_cut` boolean NOT NULL,
	CONSTRAINT `delivery_id` PRIMARY KEY(`id`),
	CONSTRAINT `delivery_event` UNIQUE(`trigger_id`,`event_key`)
);
--> statement-breakpoint
CREATE TABLE `trigger_rule` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`name` varbinary(400) NOT NULL,
	`live_name` varbinary(400),
	`graph_id` bigint unsigned NOT NULL,
	`revision` int unsigned,
	`kind` varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`settings` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`filter` varchar(4000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`params` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`pipeline_name` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`priority` int NOT NULL,
	`state` enum('new','active','paused','removed') NOT NULL,
	`version` int unsigned NOT NULL,
	`owner_id` bigint unsigned,
	`created_at` datetime(3) NOT NULL,
	`created_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`changed_at` datetime(3) NOT NULL,
	`changed_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	CONSTRAINT `trigger_rule_id` PRIMARY KEY(`id`),
	CONSTRAINT `trigger_live_name` UNIQUE(`live_name`)
);
--> statement-breakpoint
ALTER TABLE `delivery` ADD CONSTRAINT `delivery_trigger_id_trigger_rule_id_fk` FOREIGN KEY (`trigger_id`) REFERENCES `trigger_rule`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `delivery` ADD CONSTRAINT `delivery_pipeline_id_pipeline_id_fk` FOREIGN KEY (`pipeline_id`) REFERENCES `pipeline`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `trigger_rule` ADD CONSTRAINT `trigger_rule_graph_id_graph_id_fk` FOREIGN KEY (`graph_id`) REFERENCES `graph`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `delivery_list` ON `delivery` (`trigger_id`,`id`);--> statement-breakpoint
CREATE INDEX `delivery_pipeline` ON `delivery` (`pipeline_id`);--> statement-breakpoint
CREATE INDEX `trigger_graph` ON `trigger_rule` (`graph_id`);