CREATE TABLE `event_feed` (
	`n` int unsigned NOT NULL,
	`feed_key` binary(16) NOT NULL,
	`last_no` bigint unsigned NOT NULL DEFAULT 0,
	`removed_no` bigint unsigned NOT NULL DEFAULT 0,
	CONSTRAINT `event_feed_n` PRIMARY KEY(`n`)
);
--> statement-breakpoint
ALTER TABLE `event` ADD `feed_no` bigint unsigned;--> statement-breakpoint
ALTER TABLE `event` ADD CONSTRAINT `event_feed` UNIQUE(`feed_no`);