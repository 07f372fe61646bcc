ALTER TABLE `revision` ADD `note` varchar(2000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;--> statement-breakpoint
ALTER TABLE `revision` ADD `reasons` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;--> statement-breakpoint
ALTER TABLE `revision` ADD `retired_at` datetime(3);--> statement-breakpoint
ALTER TABLE `revision` ADD `retired_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;--> statement-breakpoint
ALTER TABLE `revision` ADD `retired_reason` varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;--> statement-breakpoint
ALTER TABLE `revision` ADD CONSTRAINT `revision_retired` CHECK (retired_at is null or number is not null);--> statement-breakpoint
CREATE INDEX `pipeline_by_revision` ON `pipeline` (`revision_id`,`state`,`removed_at`);