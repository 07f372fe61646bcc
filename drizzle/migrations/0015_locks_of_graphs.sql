ALTER TABLE `concurrency_slot` ADD `slots` int unsigned NOT NULL;--> statement-breakpoint
ALTER TABLE `pipeline` ADD `parent_timeout` bigint unsigned;--> statement-breakpoint
ALTER TABLE `track` ADD `locks` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;--> statement-breakpoint
CREATE INDEX `concurrency_claim_name` ON `concurrency_claim` (`name`);