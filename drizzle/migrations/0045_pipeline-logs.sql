ALTER TABLE `log_chunk` ADD `pipeline_id` bigint unsigned;--> statement-breakpoint
ALTER TABLE `log_chunk` ADD `stored_at` datetime(3);--> statement-breakpoint
UPDATE `log_chunk` JOIN `track` ON `track`.`id` = `log_chunk`.`track_id` SET `log_chunk`.`pipeline_id` = `track`.`pipeline_id`, `log_chunk`.`stored_at` = `log_chunk`.`at`;--> statement-breakpoint
ALTER TABLE `log_chunk` MODIFY COLUMN `pipeline_id` bigint unsigned NOT NULL;--> statement-breakpoint
ALTER TABLE `log_chunk` MODIFY COLUMN `stored_at` datetime(3) NOT NULL;--> statement-breakpoint
CREATE INDEX `log_chunk_pipeline` ON `log_chunk` (`pipeline_id`,`stored_at`);