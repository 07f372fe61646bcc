ALTER TABLE `pipeline` ADD `handled_failures` int unsigned DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `pipeline` ADD `stale_tracks` int unsigned DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `pipeline` ADD `is_killed` boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `pipeline` ADD `end_state` enum('succeeded','failed','cancelled','reverted');--> statement-breakpoint
ALTER TABLE `track` ADD `is_reaction` boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `track` ADD `is_stale` boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `track` ADD `failure` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;