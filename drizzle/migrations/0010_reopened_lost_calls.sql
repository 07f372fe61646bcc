ALTER TABLE `pipeline` RENAME COLUMN `is_revived` TO `is_reopened`;--> statement-breakpoint
ALTER TABLE `pipeline` RENAME INDEX `pipeline_revived` TO `pipeline_reopened`;--> statement-breakpoint
ALTER TABLE `duty` RENAME COLUMN `held_until` TO `lease_until`;--> statement-breakpoint
ALTER TABLE `runner` MODIFY COLUMN `state` enum('ready','draining','stopped','vanished','lost') NOT NULL;--> statement-breakpoint
UPDATE `runner` SET `state` = 'lost' WHERE `state` = 'vanished';--> statement-breakpoint
ALTER TABLE `runner` MODIFY COLUMN `state` enum('ready','draining','stopped','lost') NOT NULL;--> statement-breakpoint
ALTER TABLE `callback_call` RENAME COLUMN `round` TO `attempt`;--> statement-breakpoint
ALTER TABLE `callback_call` RENAME COLUMN `fate` TO `state`;--> statement-breakpoint
ALTER TABLE `callback_call` RENAME INDEX `callback_fate` TO `callback_state`;--> statement-breakpoint
ALTER TABLE `callback_call` MODIFY COLUMN `state` enum('kept','taken','late','pending','delivered') NOT NULL;--> statement-breakpoint
UPDATE `callback_call` SET `state` = CASE `state` WHEN 'kept' THEN 'pending' ELSE 'delivered' END WHERE `state` IN ('kept', 'taken');--> statement-breakpoint
ALTER TABLE `callback_call` MODIFY COLUMN `state` enum('pending','delivered','late') NOT NULL;