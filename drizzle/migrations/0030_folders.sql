CREATE TABLE `folder` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`parent_id` bigint unsigned,
	`path` varchar(810) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`path_key` varchar(810) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`created_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	CONSTRAINT `folder_id` PRIMARY KEY(`id`),
	CONSTRAINT `folder_path` UNIQUE(`path_key`)
);
--> statement-breakpoint
INSERT INTO `folder` (`id`, `parent_id`, `path`, `path_key`, `created_at`, `created_by`) VALUES (1, NULL, '', '', now(3), 'signalbox');
--> statement-breakpoint
CREATE TABLE `runner_label` (
	`label` varbinary(400) NOT NULL,
	`folder_id` bigint unsigned NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL,
	`created_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	CONSTRAINT `runner_label_label` PRIMARY KEY(`label`)
);
--> statement-breakpoint
CREATE TABLE `folder_grant` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`folder_id` bigint unsigned NOT NULL,
	`person_id` bigint unsigned,
	`group_id` bigint unsigned,
	`role` enum('viewer','operator','approver','designer','admin') NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`created_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	CONSTRAINT `folder_grant_id` PRIMARY KEY(`id`),
	CONSTRAINT `folder_grant_person` UNIQUE(`person_id`,`folder_id`,`role`),
	CONSTRAINT `folder_grant_group` UNIQUE(`group_id`,`folder_id`,`role`),
	CONSTRAINT `folder_grant_to_one` CHECK((person_id is null) <> (group_id is null))
);
--> statement-breakpoint
CREATE TABLE `group_member` (
	`group_id` bigint unsigned NOT NULL,
	`person_id` bigint unsigned NOT NULL,
	CONSTRAINT `group_member_group_id_person_id_pk` PRIMARY KEY(`group_id`,`person_id`)
);
--> statement-breakpoint
CREATE TABLE `people_group` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`name` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`name_key` varbinary(400) NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`created_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	CONSTRAINT `people_group_id` PRIMARY KEY(`id`),
	CONSTRAINT `people_group_name` UNIQUE(`name_key`)
);
--> statement-breakpoint
INSERT INTO `people_group` (`id`, `name`, `name_key`, `created_at`, `created_by`) VALUES (1, 'everyone', 'everyone', now(3), 'signalbox');
--> statement-breakpoint
INSERT INTO `folder_grant` (`folder_id`, `person_id`, `role`, `created_at`, `created_by`) SELECT 1, `id`, 'admin', now(3), 'signalbox' FROM `person`;
--> statement-breakpoint
ALTER TABLE `graph` ADD `folder_id` bigint unsigned DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `api_token` ADD `folder_id` bigint unsigned DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `api_token` ADD `person_id` bigint unsigned;--> statement-breakpoint
ALTER TABLE `secret` ADD `folder_id` bigint unsigned DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `folder` ADD CONSTRAINT `folder_parent_id_folder_id_fk` FOREIGN KEY (`parent_id`) REFERENCES `folder`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `runner_label` ADD CONSTRAINT `runner_label_folder_id_folder_id_fk` FOREIGN KEY (`folder_id`) REFERENCES `folder`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `folder_grant` ADD CONSTRAINT `folder_grant_folder_id_folder_id_fk` FOREIGN KEY (`folder_id`) REFERENCES `folder`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `folder_grant` ADD CONSTRAINT `folder_grant_person_id_person_id_fk` FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `folder_grant` ADD CONSTRAINT `folder_grant_group_id_people_group_id_fk` FOREIGN KEY (`group_id`) REFERENCES `people_group`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `group_member` ADD CONSTRAINT `group_member_group_id_people_group_id_fk` FOREIGN KEY (`group_id`) REFERENCES `people_group`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `group_member` ADD CONSTRAINT `group_member_person_id_person_id_fk` FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `group_member_person` ON `group_member` (`person_id`);--> statement-breakpoint
ALTER TABLE `graph` ADD CONSTRAINT `graph_folder_id_folder_id_fk` FOREIGN KEY (`folder_id`) REFERENCES `folder`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `api_token` ADD CONSTRAINT `api_token_folder_id_folder_id_fk` FOREIGN KEY (`folder_id`) REFERENCES `folder`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `api_token` ADD CONSTRAINT `api_token_person_id_person_id_fk` FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `secret` ADD CONSTRAINT `secret_folder_id_folder_id_fk` FOREIGN KEY (`folder_id`) REFERENCES `folder`(`id`) ON DELETE no action ON UPDATE no action;