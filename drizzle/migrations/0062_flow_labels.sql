ALTER TABLE `record_stream` ADD `version` int unsigned DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `pipeline` ADD `labels` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;--> statement-breakpoint
ALTER TABLE `schedule` ADD `labels` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;--> statement-breakpoint
ALTER TABLE `trigger_rule` ADD `labels` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;