CREATE TABLE `installation` (
	`n` tinyint unsigned NOT NULL,
	`id` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`drawn_at` datetime(3) NOT NULL,
	CONSTRAINT `installation_n` PRIMARY KEY(`n`),
	CONSTRAINT `installation_is_one` CHECK(n = 1)
);
--> statement-breakpoint
ALTER TABLE `trigger_rule` ADD `installation` varchar(12) CHARACTER SET ascii COLLATE ascii_bin;--> statement-breakpoint
CREATE INDEX `prompt_closed` ON `prompt` (`closed_at`,`id`);--> statement-breakpoint
CREATE INDEX `prompt_graph_closed` ON `prompt` (`graph_id`,`closed_at`,`id`);