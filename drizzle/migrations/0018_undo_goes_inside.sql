ALTER TABLE `track` MODIFY COLUMN `state` enum('waiting','pending','prompting','sleeping','running','lost','succeeded','failed','cancelled','skipped','reverting','reverted','revert_failed','not_reverted') NOT NULL;--> statement-breakpoint
ALTER TABLE `track` MODIFY COLUMN `sleep` enum('retry','poll','wait','break','child','callback','undo');--> statement-breakpoint
ALTER TABLE `attempt` ADD `undoes` int unsigned;--> statement-breakpoint
ALTER TABLE `track` ADD `to_undo` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;