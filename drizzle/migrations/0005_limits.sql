CREATE TABLE `hold` (
	`name` varchar(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`slot` int unsigned NOT NULL,
	`track_id` bigint unsigned NOT NULL,
	CONSTRAINT `hold_name_slot_pk` PRIMARY KEY(`name`,`slot`)
);
--> statement-breakpoint
CREATE TABLE `track_need` (
	`track_id` bigint unsigned NOT NULL,
	`name` varchar(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`slots` int unsigned NOT NULL,
	CONSTRAINT `track_need_track_id_name_pk` PRIMARY KEY(`track_id`,`name`)
);
--> statement-breakpoint
ALTER TABLE `pipeline` ADD `is_queued` boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `track` ADD `has_needs` boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `hold` ADD CONSTRAINT `hold_track_id_track_id_fk` FOREIGN KEY (`track_id`) REFERENCES `track`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `track_need` ADD CONSTRAINT `track_need_track_id_track_id_fk` FOREIGN KEY (`track_id`) REFERENCES `track`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `hold_track` ON `hold` (`track_id`);