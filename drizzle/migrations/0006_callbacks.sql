CREATE TABLE `callback_call` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`pipeline_id` bigint unsigned NOT NULL,
	`number` int unsigned NOT NULL,
	`round` int unsigned NOT NULL,
	`event_id` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`fate` enum('kept','taken','late') NOT NULL,
	`body` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`received_at` datetime(3) NOT NULL,
	CONSTRAINT `callback_call_id` PRIMARY KEY(`id`),
	CONSTRAINT `callback_event` UNIQUE(`pipeline_id`,`number`,`round`,`event_id`)
);
--> statement-breakpoint
ALTER TABLE `track` MODIFY COLUMN `sleep` enum('retry','poll','wait','break','child','callback');--> statement-breakpoint
ALTER TABLE `pipeline` ADD `call_key` binary(16);--> statement-breakpoint
ALTER TABLE `callback_call` ADD CONSTRAINT `callback_call_pipeline_id_pipeline_id_fk` FOREIGN KEY (`pipeline_id`) REFERENCES `pipeline`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `callback_fate` ON `callback_call` (`fate`);