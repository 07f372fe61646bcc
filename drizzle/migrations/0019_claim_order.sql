DROP INDEX `track_claim` ON `track`;--> statement-breakpoint
ALTER TABLE `track` ADD `claim_at` datetime(3);--> statement-breakpoint
CREATE INDEX `track_claim` ON `track` (`state`,`claim_at`,`id`);