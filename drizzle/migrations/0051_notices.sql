CREATE TABLE `notice` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`event_id` varchar(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`rule_id` bigint unsigned NOT NULL,
	`kind` enum('failed','failure-handled','recovered','waiting','late','test','summary') NOT NULL,
	`pipeline_id` bigint unsigned,
	`graph_id` bigint unsigned,
	`occurrence` bigint unsigned NOT NULL,
	`facts` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`state` enum('waiting','held','sent','summarised','dropped','given-up') NOT NULL,
	`reason` varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`due_at` datetime(3),
	`tries` int unsigned NOT NULL DEFAULT 0,
	`made_at` datetime(3) NOT NULL,
	`sent_at` datetime(3),
	CONSTRAINT `notice_id` PRIMARY KEY(`id`),
	CONSTRAINT `notice_once` UNIQUE(`rule_id`,`pipeline_id`,`kind`,`occurrence`)
);
--> statement-breakpoint
CREATE TABLE `notice_rule` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`name` varbinary(400) NOT NULL,
	`graph_id` bigint unsigned,
	`folder_id` bigint unsigned,
	`is_active` boolean NOT NULL,
	`settings` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`since` datetime(3) NOT NULL,
	`changed_at` datetime(3) NOT NULL,
	`changed_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	CONSTRAINT `notice_rule_id` PRIMARY KEY(`id`),
	CONSTRAINT `notice_rule_name` UNIQUE(`name`)
);
--> statement-breakpoint
CREATE TABLE `notice_signal` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`pipeline_id` bigint unsigned NOT NULL,
	`rev` bigint unsigned NOT NULL,
	`state` enum('failed','succeeded') NOT NULL,
	`at` datetime(3) NOT NULL,
	CONSTRAINT `notice_signal_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `notice_try` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`notice_id` bigint unsigned NOT NULL,
	`at` datetime(3) NOT NULL,
	`is_sent` boolean NOT NULL,
	`answer` varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	CONSTRAINT `notice_try_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
ALTER TABLE `notice` ADD CONSTRAINT `notice_rule_id_notice_rule_id_fk` FOREIGN KEY (`rule_id`) REFERENCES `notice_rule`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `notice` ADD CONSTRAINT `notice_pipeline_id_pipeline_id_fk` FOREIGN KEY (`pipeline_id`) REFERENCES `pipeline`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `notice` ADD CONSTRAINT `notice_graph_id_graph_id_fk` FOREIGN KEY (`graph_id`) REFERENCES `graph`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `notice_rule` ADD CONSTRAINT `notice_rule_graph_id_graph_id_fk` FOREIGN KEY (`graph_id`) REFERENCES `graph`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `notice_rule` ADD CONSTRAINT `notice_rule_folder_id_folder_id_fk` FOREIGN KEY (`folder_id`) REFERENCES `folder`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `notice_try` ADD CONSTRAINT `notice_try_notice_id_notice_id_fk` FOREIGN KEY (`notice_id`) REFERENCES `notice`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `notice_due` ON `notice` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `notice_list` ON `notice` (`rule_id`,`id`);--> statement-breakpoint
CREATE INDEX `notice_repeat` ON `notice` (`rule_id`,`kind`,`graph_id`,`id`);--> statement-breakpoint
CREATE INDEX `notice_pipeline` ON `notice` (`pipeline_id`);--> statement-breakpoint
CREATE INDEX `notice_rule_active` ON `notice_rule` (`is_active`);--> statement-breakpoint
CREATE INDEX `notice_try_list` ON `notice_try` (`notice_id`,`id`);