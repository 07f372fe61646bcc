ALTER TABLE `vertex` ADD `child_revision_id` bigint unsigned;--> statement-breakpoint
ALTER TABLE `prompt` ADD `graph_id` bigint unsigned NOT NULL;--> statement-breakpoint
UPDATE `prompt` INNER JOIN `track` ON `track`.`id` = `prompt`.`track_id` INNER JOIN `pipeline` ON `pipeline`.`id` = `track`.`pipeline_id` SET `prompt`.`graph_id` = `pipeline`.`graph_id`;--> statement-breakpoint
ALTER TABLE `vertex` ADD CONSTRAINT `vertex_child_revision_id_revision_id_fk` FOREIGN KEY (`child_revision_id`) REFERENCES `revision`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `pipeline_graph_state` ON `pipeline` (`graph_id`,`state`,`id`);--> statement-breakpoint
CREATE INDEX `prompt_graph` ON `prompt` (`graph_id`,`state`,`id`);