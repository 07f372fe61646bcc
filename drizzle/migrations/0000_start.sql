CREATE TABLE `edge` (
	`revision_id` bigint unsigned NOT NULL,
	`number` int unsigned NOT NULL,
	`tail` int unsigned NOT NULL,
	`head` int unsigned NOT NULL,
	`spec` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	CONSTRAINT `edge_revision_id_number_pk` PRIMARY KEY(`revision_id`,`number`),
	CONSTRAINT `edge_once` UNIQUE(`revision_id`,`tail`,`head`),
	CONSTRAINT `edge_no_self` CHECK(tail <> head)
);
--> statement-breakpoint
CREATE TABLE `graph` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`name` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`created_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`deleted_at` datetime(3),
	`live_name` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci GENERATED ALWAYS AS ((case when deleted_at is null then name else null end)) VIRTUAL,
	CONSTRAINT `graph_id` PRIMARY KEY(`id`),
	CONSTRAINT `graph_live_name` UNIQUE(`live_name`)
);
--> statement-breakpoint
CREATE TABLE `revision` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`graph_id` bigint unsigned NOT NULL,
	`number` int unsigned,
	`edit` int unsigned NOT NULL DEFAULT 0,
	`header` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`digest` varchar(71) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`findings` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`checked_digest` varchar(71) CHARACTER SET ascii COLLATE ascii_bin,
	`saved_at` datetime(3) NOT NULL,
	`saved_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`draft_of` bigint unsigned GENERATED ALWAYS AS ((case when number is null then graph_id else null end)) VIRTUAL,
	`sealed_digest` varchar(71) CHARACTER SET ascii COLLATE ascii_bin GENERATED ALWAYS AS ((case when number is null then null else digest end)) VIRTUAL,
	CONSTRAINT `revision_id` PRIMARY KEY(`id`),
	CONSTRAINT `revision_number` UNIQUE(`graph_id`,`number`),
	CONSTRAINT `revision_one_draft` UNIQUE(`draft_of`),
	CONSTRAINT `revision_sealed_once` UNIQUE(`graph_id`,`sealed_digest`)
);
--> statement-breakpoint
CREATE TABLE `vertex` (
	`revision_id` bigint unsigned NOT NULL,
	`number` int unsigned NOT NULL,
	`name` varchar(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`spec` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`digest` varchar(71) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`x` int,
	`y` int,
	CONSTRAINT `vertex_revision_id_number_pk` PRIMARY KEY(`revision_id`,`number`),
	CONSTRAINT `vertex_name` UNIQUE(`revision_id`,`name`)
);
--> statement-breakpoint
CREATE TABLE `duty` (
	`name` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`holder` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`held_until` datetime(3) NOT NULL,
	`done_at` datetime(3) NOT NULL,
	CONSTRAINT `duty_name` PRIMARY KEY(`name`)
);
--> statement-breakpoint
CREATE TABLE `runner` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`name` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`host` varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`pid` int unsigned NOT NULL,
	`labels` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`slots` int unsigned NOT NULL,
	`containment` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`state` enum('ready','draining','stopped','vanished') NOT NULL,
	`started_at` datetime(3) NOT NULL,
	`seen_at` datetime(3) NOT NULL,
	`lease_until` datetime(3) NOT NULL,
	`stopped_at` datetime(3),
	CONSTRAINT `runner_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `answer` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`prompt_id` bigint unsigned NOT NULL,
	`place` int unsigned NOT NULL,
	`values` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`comment` varchar(2000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`answered_at` datetime(3) NOT NULL,
	`answered_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	CONSTRAINT `answer_id` PRIMARY KEY(`id`),
	CONSTRAINT `answer_place` UNIQUE(`prompt_id`,`place`)
);
--> statement-breakpoint
CREATE TABLE `prompt` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`track_id` bigint unsigned NOT NULL,
	`state` enum('open','answered','withdrawn') NOT NULL,
	`asks` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`opened_at` datetime(3) NOT NULL,
	`closed_at` datetime(3),
	`open_track` bigint unsigned GENERATED ALWAYS AS ((case when state = 'open' then track_id else null end)) VIRTUAL,
	CONSTRAINT `prompt_id` PRIMARY KEY(`id`),
	CONSTRAINT `prompt_one_open` UNIQUE(`open_track`)
);
--> statement-breakpoint
CREATE TABLE `attempt` (
	`track_id` bigint unsigned NOT NULL,
	`number` int unsigned NOT NULL,
	`state` enum('running','lost','succeeded','failed','cancelled','handed-back') NOT NULL,
	`token` binary(16) NOT NULL,
	`runner_id` bigint unsigned NOT NULL,
	`inputs` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`script` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`outputs` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`exit_code` int,
	`signal` varchar(16) CHARACTER SET ascii COLLATE ascii_bin,
	`reason` varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`log_bytes` bigint unsigned NOT NULL DEFAULT 0,
	`is_log_cut` boolean NOT NULL DEFAULT false,
	`started_at` datetime(3) NOT NULL,
	`finished_at` datetime(3),
	`asked_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`asked_why` varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	CONSTRAINT `attempt_track_id_number_pk` PRIMARY KEY(`track_id`,`number`),
	CONSTRAINT `attempt_token` UNIQUE(`token`)
);
--> statement-breakpoint
CREATE TABLE `event` (
	`pipeline_id` bigint unsigned NOT NULL,
	`rev` bigint unsigned NOT NULL,
	`n` int unsigned NOT NULL,
	`kind` enum('track','pipeline','refused') NOT NULL,
	`number` int unsigned,
	`attempt` int unsigned,
	`from_state` varchar(20) CHARACTER SET ascii COLLATE ascii_bin,
	`to_state` varchar(20) CHARACTER SET ascii COLLATE ascii_bin,
	`reason` varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`actor` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`at` datetime(3) NOT NULL,
	CONSTRAINT `event_pipeline_id_rev_n_pk` PRIMARY KEY(`pipeline_id`,`rev`,`n`)
);
--> statement-breakpoint
CREATE TABLE `log_chunk` (
	`track_id` bigint unsigned NOT NULL,
	`attempt` int unsigned NOT NULL,
	`seq` int unsigned NOT NULL,
	`stream` enum('stdout','stderr','system') NOT NULL,
	`bytes` mediumblob NOT NULL,
	`at` datetime(3) NOT NULL,
	CONSTRAINT `log_chunk_track_id_attempt_seq_pk` PRIMARY KEY(`track_id`,`attempt`,`seq`)
);
--> statement-breakpoint
CREATE TABLE `pipeline` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`graph_id` bigint unsigned NOT NULL,
	`revision_id` bigint unsigned NOT NULL,
	`name` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`launch_key` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`state` enum('running','succeeded','failed','cancelled','reverting','reverted') NOT NULL,
	`reason` varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`is_paused` boolean NOT NULL DEFAULT false,
	`rev` bigint unsigned NOT NULL,
	`open_tracks` int unsigned NOT NULL,
	`failed_tracks` int unsigned NOT NULL,
	`halt` int unsigned,
	`cancelled_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`params` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`priority` smallint NOT NULL DEFAULT 0,
	`launched_at` datetime(3) NOT NULL,
	`launched_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`finished_at` datetime(3),
	CONSTRAINT `pipeline_id` PRIMARY KEY(`id`),
	CONSTRAINT `pipeline_launch_key` UNIQUE(`launch_key`),
	CONSTRAINT `pipeline_ended` CHECK((state in ('running','reverting')) = (finished_at is null)),
	CONSTRAINT `pipeline_open` CHECK(state in ('running','reverting') or open_tracks = 0)
);
--> statement-breakpoint
CREATE TABLE `track` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`pipeline_id` bigint unsigned NOT NULL,
	`number` int unsigned NOT NULL,
	`state` enum('waiting','pending','prompting','sleeping','running','lost','succeeded','failed','cancelled','skipped','reverting','reverted','revert_failed') NOT NULL,
	`reason` varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`rev` bigint unsigned NOT NULL,
	`waits` int NOT NULL,
	`live` int NOT NULL,
	`blame` int unsigned,
	`next` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`priority` smallint NOT NULL DEFAULT 0,
	`labels` varchar(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
	`attempt` int unsigned NOT NULL DEFAULT 0,
	`token` binary(16),
	`runner_id` bigint unsigned,
	`is_kill_asked` boolean NOT NULL DEFAULT false,
	`given` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`answers` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`outputs` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`decided_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`decided_why` varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`ready_at` datetime(3),
	`started_at` datetime(3),
	`finished_at` datetime(3),
	CONSTRAINT `track_id` PRIMARY KEY(`id`),
	CONSTRAINT `track_vertex` UNIQUE(`pipeline_id`,`number`),
	CONSTRAINT `track_held` CHECK((state = 'running') <= (token is not null and runner_id is not null))
);
--> statement-breakpoint
ALTER TABLE `edge` ADD CONSTRAINT `edge_tail_vertex` FOREIGN KEY (`revision_id`,`tail`) REFERENCES `vertex`(`revision_id`,`number`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `edge` ADD CONSTRAINT `edge_head_vertex` FOREIGN KEY (`revision_id`,`head`) REFERENCES `vertex`(`revision_id`,`number`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `revision` ADD CONSTRAINT `revision_graph_id_graph_id_fk` FOREIGN KEY (`graph_id`) REFERENCES `graph`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `vertex` ADD CONSTRAINT `vertex_revision_id_revision_id_fk` FOREIGN KEY (`revision_id`) REFERENCES `revision`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `answer` ADD CONSTRAINT `answer_prompt_id_prompt_id_fk` FOREIGN KEY (`prompt_id`) REFERENCES `prompt`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `prompt` ADD CONSTRAINT `prompt_track_id_track_id_fk` FOREIGN KEY (`track_id`) REFERENCES `track`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `attempt` ADD CONSTRAINT `attempt_track_id_track_id_fk` FOREIGN KEY (`track_id`) REFERENCES `track`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `attempt` ADD CONSTRAINT `attempt_runner_id_runner_id_fk` FOREIGN KEY (`runner_id`) REFERENCES `runner`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `event` ADD CONSTRAINT `event_pipeline_id_pipeline_id_fk` FOREIGN KEY (`pipeline_id`) REFERENCES `pipeline`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `log_chunk` ADD CONSTRAINT `log_chunk_attempt` FOREIGN KEY (`track_id`,`attempt`) REFERENCES `attempt`(`track_id`,`number`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `pipeline` ADD CONSTRAINT `pipeline_graph_id_graph_id_fk` FOREIGN KEY (`graph_id`) REFERENCES `graph`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `pipeline` ADD CONSTRAINT `pipeline_revision_id_revision_id_fk` FOREIGN KEY (`revision_id`) REFERENCES `revision`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `track` ADD CONSTRAINT `track_pipeline_id_pipeline_id_fk` FOREIGN KEY (`pipeline_id`) REFERENCES `pipeline`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `track` ADD CONSTRAINT `track_runner_id_runner_id_fk` FOREIGN KEY (`runner_id`) REFERENCES `runner`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `edge_head` ON `edge` (`revision_id`,`head`);--> statement-breakpoint
CREATE INDEX `runner_lease` ON `runner` (`state`,`lease_until`);--> statement-breakpoint
CREATE INDEX `prompt_state` ON `prompt` (`state`,`id`);--> statement-breakpoint
CREATE INDEX `attempt_runner` ON `attempt` (`runner_id`,`state`);--> statement-breakpoint
CREATE INDEX `pipeline_state` ON `pipeline` (`state`,`id`);--> statement-breakpoint
CREATE INDEX `pipeline_graph` ON `pipeline` (`graph_id`,`id`);--> statement-breakpoint
CREATE INDEX `track_claim` ON `track` (`state`,`priority`,`id`);--> statement-breakpoint
CREATE INDEX `track_runner` ON `track` (`runner_id`,`state`);