CREATE INDEX `edge_tail` ON `edge` (`revision_id`,`tail`,`head`);--> statement-breakpoint
CREATE INDEX `vertex_by_name` ON `vertex` (`revision_id`,`name`);--> statement-breakpoint
ALTER TABLE `edge` DROP INDEX `edge_once`;--> statement-breakpoint
ALTER TABLE `vertex` DROP INDEX `vertex_name`;