CREATE TABLE `after_signal` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`trigger_id` bigint unsigned NOT NULL,
	`pipeline_id` bigint unsigned NOT NULL,
	`state` enum('succeeded','failed','cancelled','reverted') NOT NULL,
	`at` datetime(3) NOT NULL,
	`due_at` datetime(3) NOT NULL,
	CONSTRAINT `after_signal_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
ALTER TABLE `trigger_rule` ADD `source_graph_id` bigint unsigned;--> statement-breakpoint
ALTER TABLE `trigger_rule` ADD `error` varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;--> statement-breakpoint
ALTER TABLE `trigger_rule` ADD `failing_since` datetime(3);--> statement-breakpoint
CREATE INDEX `after_signal_due` ON `after_signal` (`due_at`,`id`);--> statement-breakpoint
ALTER TABLE `trigger_rule` ADD CONSTRAINT `trigger_rule_source_graph_id_graph_id_fk` FOREIGN KEY (`source_graph_id`) REFERENCES `graph`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `trigger_source` ON `trigger_rule` (`source_graph_id`,`state`);
--> statement-breakpoint
-- By hand: whoever saves a trigger that launches after pipelines locks this row, so that two of them cannot close a ring together.
INSERT INTO `duty` (`name`, `holder`, `lease_until`, `done_at`) VALUES ('trigger rings', '', now(3), now(3));
