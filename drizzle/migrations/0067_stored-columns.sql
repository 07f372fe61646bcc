-- By hand: one change of each table, so that it is rebuilt once, no key is missing in between, and a second try after a failure is the same. Indexes over columns that are not stored: see docs/decisions/131.
ALTER TABLE `graph`
	DROP INDEX `graph_live_name`,
	DROP COLUMN `live_name`,
	ADD COLUMN `live_name` varbinary(400) GENERATED ALWAYS AS ((case when deleted_at is null then name_key else null end)) STORED,
	ADD CONSTRAINT `graph_live_name` UNIQUE (`live_name`);--> statement-breakpoint
ALTER TABLE `revision`
	DROP INDEX `revision_one_draft`,
	DROP INDEX `revision_sealed_once`,
	DROP INDEX `revision_digest`,
	DROP COLUMN `draft_of`,
	DROP COLUMN `sealed_digest`,
	ADD COLUMN `draft_of` bigint unsigned GENERATED ALWAYS AS ((case when number is null then graph_id else null end)) STORED,
	ADD COLUMN `sealed_digest` varchar(71) CHARACTER SET ascii COLLATE ascii_bin GENERATED ALWAYS AS ((case when number is null then null else digest end)) STORED,
	ADD CONSTRAINT `revision_one_draft` UNIQUE (`draft_of`),
	ADD CONSTRAINT `revision_sealed_once` UNIQUE (`graph_id`,`sealed_digest`),
	ADD INDEX `revision_digest` (`sealed_digest`);--> statement-breakpoint
ALTER TABLE `launch_preset`
	DROP INDEX `launch_preset_name`,
	DROP COLUMN `owner_key`,
	ADD COLUMN `owner_key` bigint unsigned GENERATED ALWAYS AS ((coalesce(owner_id, 0))) STORED,
	ADD CONSTRAINT `launch_preset_name` UNIQUE (`graph_id`,`owner_key`,`name`);--> statement-breakpoint
ALTER TABLE `prompt`
	DROP INDEX `prompt_one_open`,
	DROP COLUMN `open_track`,
	ADD COLUMN `open_track` bigint unsigned GENERATED ALWAYS AS ((case when state = 'open' then track_id else null end)) STORED,
	ADD CONSTRAINT `prompt_one_open` UNIQUE (`open_track`);--> statement-breakpoint
ALTER TABLE `pipeline`
	DROP INDEX `pipeline_by_child`,
	DROP INDEX `pipeline_by_state`,
	DROP INDEX `pipeline_by_graph`,
	DROP INDEX `pipeline_by_graph_state`,
	DROP INDEX `pipeline_by_launcher`,
	DROP INDEX `pipeline_open_failure`,
	DROP INDEX `pipeline_runs_of_revision`,
	DROP INDEX `pipeline_with_logs`,
	DROP INDEX `pipeline_finished`,
	DROP COLUMN `is_items`,
	DROP COLUMN `is_child`,
	DROP COLUMN `is_open_failure`,
	ADD COLUMN `is_items` boolean GENERATED ALWAYS AS ((items_of is not null)) STORED,
	ADD COLUMN `is_child` boolean GENERATED ALWAYS AS ((parent_id is not null)) STORED,
	ADD COLUMN `is_open_failure` boolean GENERATED ALWAYS AS ((case when state = 'failed' and acknowledged_by is null and parent_id is null then 1 else null end)) STORED,
	ADD INDEX `pipeline_by_child` (`is_child`,`id`),
	ADD INDEX `pipeline_by_state` (`state`,`is_child`,`id`),
	ADD INDEX `pipeline_by_graph` (`graph_id`,`is_child`,`id`),
	ADD INDEX `pipeline_by_graph_state` (`graph_id`,`state`,`is_child`,`id`),
	ADD INDEX `pipeline_by_launcher` (`launched_by`,`is_child`,`id`),
	ADD INDEX `pipeline_open_failure` (`is_open_failure`,`id`),
	ADD INDEX `pipeline_runs_of_revision` (`revision_id`,`is_items`,`state`,`removed_at`),
	ADD INDEX `pipeline_with_logs` (`graph_id`,`is_child`,`logs_removed_at`,`id`),
	ADD INDEX `pipeline_finished` (`is_child`,`finished_at`,`graph_id`,`state`,`launched_at`);
