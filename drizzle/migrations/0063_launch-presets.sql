CREATE TABLE `launch_preset` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`graph_id` bigint unsigned NOT NULL,
	`name` varbinary(400) NOT NULL,
	`owner_id` bigint unsigned,
	`given_values` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`edit` int unsigned NOT NULL,
	`saved_at` datetime(3) NOT NULL,
	`saved_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`owner_key` bigint unsigned GENERATED ALWAYS AS ((coalesce(owner_id, 0))) VIRTUAL,
	CONSTRAINT `launch_preset_id` PRIMARY KEY(`id`),
	CONSTRAINT `launch_preset_name` UNIQUE(`graph_id`,`owner_key`,`name`)
);
--> statement-breakpoint
ALTER TABLE `pipeline` ADD `is_items` boolean GENERATED ALWAYS AS ((items_of is not null)) VIRTUAL;--> statement-breakpoint
ALTER TABLE `launch_preset` ADD CONSTRAINT `launch_preset_graph_id_graph_id_fk` FOREIGN KEY (`graph_id`) REFERENCES `graph`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `launch_preset_owner` ON `launch_preset` (`owner_id`);--> statement-breakpoint
-- By hand: before the old index goes, since a foreign key needs one of the two.
CREATE INDEX `pipeline_runs_of_revision` ON `pipeline` (`revision_id`,`is_items`,`state`,`removed_at`);--> statement-breakpoint
DROP INDEX `pipeline_by_revision` ON `pipeline`;
