CREATE TABLE `presence` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`graph_id` bigint unsigned NOT NULL,
	`tab` varchar(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`who` varbinary(1200) NOT NULL,
	`name` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`selection` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`is_idle` boolean NOT NULL,
	`until_at` datetime(3) NOT NULL,
	CONSTRAINT `presence_id` PRIMARY KEY(`id`),
	CONSTRAINT `presence_tab` UNIQUE(`graph_id`,`tab`)
);
--> statement-breakpoint
ALTER TABLE `presence` ADD CONSTRAINT `presence_graph_id_graph_id_fk` FOREIGN KEY (`graph_id`) REFERENCES `graph`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `presence_until` ON `presence` (`until_at`);