CREATE TABLE `api_token` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`digest` binary(32) NOT NULL,
	`name` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`acts` varchar(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`created_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`used_at` datetime(3),
	`expires_at` datetime(3) NOT NULL,
	CONSTRAINT `api_token_id` PRIMARY KEY(`id`),
	CONSTRAINT `api_token_digest` UNIQUE(`digest`)
);
--> statement-breakpoint
CREATE TABLE `known_device` (
	`digest` binary(32) NOT NULL,
	`person_id` bigint unsigned NOT NULL,
	`expires_at` datetime(3) NOT NULL,
	CONSTRAINT `known_device_digest` PRIMARY KEY(`digest`)
);
--> statement-breakpoint
CREATE TABLE `person` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`name` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`email` varbinary(1016),
	`password` varchar(200) CHARACTER SET ascii COLLATE ascii_bin,
	`created_at` datetime(3) NOT NULL,
	`created_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	CONSTRAINT `person_id` PRIMARY KEY(`id`),
	CONSTRAINT `person_email` UNIQUE(`email`)
);
--> statement-breakpoint
CREATE TABLE `session` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`digest` binary(32) NOT NULL,
	`person_id` bigint unsigned NOT NULL,
	`device` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`address` varchar(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`used_at` datetime(3) NOT NULL,
	`expires_at` datetime(3) NOT NULL,
	CONSTRAINT `session_id` PRIMARY KEY(`id`),
	CONSTRAINT `session_digest` UNIQUE(`digest`)
);
--> statement-breakpoint
CREATE TABLE `sign_in_limit` (
	`key` binary(32) NOT NULL,
	`tries` int unsigned NOT NULL,
	`since` datetime(3) NOT NULL,
	CONSTRAINT `sign_in_limit_key` PRIMARY KEY(`key`)
);
--> statement-breakpoint
CREATE TABLE `sign_in_link` (
	`digest` binary(32) NOT NULL,
	`person_id` bigint unsigned,
	`created_at` datetime(3) NOT NULL,
	`expires_at` datetime(3) NOT NULL,
	CONSTRAINT `sign_in_link_digest` PRIMARY KEY(`digest`)
);
--> statement-breakpoint
ALTER TABLE `known_device` ADD CONSTRAINT `known_device_person_id_person_id_fk` FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `session` ADD CONSTRAINT `session_person_id_person_id_fk` FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `sign_in_link` ADD CONSTRAINT `sign_in_link_person_id_person_id_fk` FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `session_expires` ON `session` (`expires_at`);--> statement-breakpoint
CREATE INDEX `sign_in_limit_since` ON `sign_in_limit` (`since`);--> statement-breakpoint
CREATE INDEX `sign_in_link_expires` ON `sign_in_link` (`expires_at`);