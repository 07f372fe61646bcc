RENAME TABLE `hold` TO `concurrency_slot`;--> statement-breakpoint
RENAME TABLE `track_need` TO `concurrency_claim`;--> statement-breakpoint
ALTER TABLE `pipeline` RENAME COLUMN `is_held` TO `is_parent_paused`;--> statement-breakpoint
ALTER TABLE `track` RENAME COLUMN `has_needs` TO `has_concurrency_claims`;--> statement-breakpoint
ALTER TABLE `track` RENAME COLUMN `is_left_out` TO `is_skipped_at_launch`;--> statement-breakpoint
ALTER TABLE `track` DROP CONSTRAINT `track_held`;--> statement-breakpoint
ALTER TABLE `track` ADD CONSTRAINT `track_running_is_claimed` CHECK ((state = 'running') <= (token is not null and runner_id is not null));--> statement-breakpoint
ALTER TABLE `concurrency_slot` DROP FOREIGN KEY `hold_track_id_track_id_fk`;--> statement-breakpoint
ALTER TABLE `concurrency_slot` RENAME INDEX `hold_track` TO `concurrency_slot_track`;--> statement-breakpoint
ALTER TABLE `concurrency_slot` ADD CONSTRAINT `concurrency_slot_track_id_track_id_fk` FOREIGN KEY (`track_id`) REFERENCES `track`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `concurrency_claim` DROP FOREIGN KEY `track_need_track_id_track_id_fk`;--> statement-breakpoint
ALTER TABLE `concurrency_claim` ADD CONSTRAINT `concurrency_claim_track_id_track_id_fk` FOREIGN KEY (`track_id`) REFERENCES `track`(`id`) ON DELETE no action ON UPDATE no action;
