ALTER TABLE `pipeline` ADD `acknowledged_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;--> statement-breakpoint
ALTER TABLE `pipeline` ADD `is_child` boolean GENERATED ALWAYS AS ((parent_id is not null)) VIRTUAL;--> statement-breakpoint
ALTER TABLE `pipeline` ADD `is_open_failure` boolean GENERATED ALWAYS AS ((case when state = 'failed' and acknowledged_by is null and parent_id is null then 1 else null end)) VIRTUAL;--> statement-breakpoint
CREATE INDEX `pipeline_by_child` ON `pipeline` (`is_child`,`id`);--> statement-breakpoint
CREATE INDEX `pipeline_by_state` ON `pipeline` (`state`,`is_child`,`id`);--> statement-breakpoint
CREATE INDEX `pipeline_by_graph` ON `pipeline` (`graph_id`,`is_child`,`id`);--> statement-breakpoint
CREATE INDEX `pipeline_by_graph_state` ON `pipeline` (`graph_id`,`state`,`is_child`,`id`);--> statement-breakpoint
CREATE INDEX `pipeline_by_launcher` ON `pipeline` (`launched_by`,`is_child`,`id`);--> statement-breakpoint
CREATE INDEX `pipeline_open_failure` ON `pipeline` (`is_open_failure`,`id`);--> statement-breakpoint
CREATE INDEX `pipeline_launched` ON `pipeline` (`launched_at`);--> statement-breakpoint
DROP INDEX `pipeline_state` ON `pipeline`;--> statement-breakpoint
DROP INDEX `pipeline_graph` ON `pipeline`;--> statement-breakpoint
DROP INDEX `pipeline_graph_state` ON `pipeline`;