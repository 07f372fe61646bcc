ALTER TABLE `attempt` ADD `kind` enum('run','undo') DEFAULT 'run' NOT NULL;--> statement-breakpoint
ALTER TABLE `pipeline` ADD `is_overdue` boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `pipeline` ADD `undo_from` int unsigned;--> statement-breakpoint
ALTER TABLE `pipeline` ADD `due_at` datetime(3);--> statement-breakpoint
ALTER TABLE `track` ADD `sleep` enum('retry','poll','wait','break');--> statement-breakpoint
ALTER TABLE `track` ADD `is_break` boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `track` ADD `give_up_at` datetime(3);--> statement-breakpoint
CREATE INDEX `pipeline_due` ON `pipeline` (`state`,`due_at`);