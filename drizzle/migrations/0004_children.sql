ALTER TABLE `track` MODIFY COLUMN `sleep` enum('retry','poll','wait','break','child');--> statement-breakpoint
ALTER TABLE `pipeline` ADD `is_held` boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `pipeline` ADD `parent_id` bigint unsigned;--> statement-breakpoint
ALTER TABLE `pipeline` ADD `parent_number` int unsigned;--> statement-breakpoint
ALTER TABLE `pipeline` ADD `parent_attempt` int unsigned;--> statement-breakpoint
ALTER TABLE `pipeline` ADD `is_revived` boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `pipeline` ADD CONSTRAINT `pipeline_parent` UNIQUE(`parent_id`,`parent_number`,`parent_attempt`);--> statement-breakpoint
ALTER TABLE `pipeline` ADD CONSTRAINT `pipeline_parent_id_pipeline_id_fk` FOREIGN KEY (`parent_id`) REFERENCES `pipeline`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `revision_digest` ON `revision` (`sealed_digest`);--> statement-breakpoint
CREATE INDEX `pipeline_revived` ON `pipeline` (`is_revived`);