ALTER TABLE `record_stream` MODIFY COLUMN `version` bigint unsigned NOT NULL DEFAULT 1;--> statement-breakpoint
CREATE INDEX `schedule_name` ON `schedule` (`name`,`version`);--> statement-breakpoint
CREATE INDEX `trigger_name` ON `trigger_rule` (`name`,`version`);