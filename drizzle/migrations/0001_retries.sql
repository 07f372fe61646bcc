ALTER TABLE `track` ADD `retries` int unsigned DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `track` ADD `due_at` datetime(3);--> statement-breakpoint
CREATE INDEX `track_due` ON `track` (`state`,`due_at`);