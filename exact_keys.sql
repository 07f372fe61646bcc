ALTER TABLE `callback_call` MODIFY COLUMN `event_id` varbinary(800);--> statement-breakpoint
ALTER TABLE `concurrency_claim` MODIFY COLUMN `name` varbinary(480) NOT NULL;--> statement-breakpoint
ALTER TABLE `concurrency_slot` MODIFY COLUMN `name` varbinary(480) NOT NULL;--> statement-breakpoint
ALTER TABLE `vertex` MODIFY COLUMN `name` varbinary(256) NOT NULL;--> statement-breakpoint
ALTER TABLE `pipeline` MODIFY COLUMN `launch_key` varbinary(800);--> statement-breakpoint
ALTER TABLE `secret` MODIFY COLUMN `name` varbinary(400) NOT NULL;--> statement-breakpoint
ALTER TABLE `graph` ADD `name_key` varbinary(400);--> statement-breakpoint
UPDATE `graph` SET `name_key` = lower(`name`);--> statement-breakpoint
ALTER TABLE `graph` MODIFY COLUMN `name_key` varbinary(400) NOT NULL;--> statement-breakpoint
ALTER TABLE `graph` DROP INDEX `graph_live_name`;--> statement-breakpoint
ALTER TABLE `graph` DROP COLUMN `live_name`;--> statement-breakpoint
ALTER TABLE `graph` ADD `live_name` varbinary(400) GENERATED ALWAYS AS ((case when deleted_at is null then name_key else null end)) VIRTUAL;--> statement-breakpoint
ALTER TABLE `graph` ADD CONSTRAINT `graph_live_name` UNIQUE(`live_name`);