CREATE TABLE `runner_token` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`name` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`labels` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`digest` binary(32),
	`code_digest` binary(32) NOT NULL,
	`code_until` datetime(3) NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`created_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`enrolled_at` datetime(3),
	`used_at` datetime(3),
	`expires_at` datetime(3),
	`revoked_at` datetime(3),
	`revoked_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	CONSTRAINT `runner_token_id` PRIMARY KEY(`id`),
	CONSTRAINT `runner_token_digest` UNIQUE(`digest`),
	CONSTRAINT `runner_token_code` UNIQUE(`code_digest`)
);
--> statement-breakpoint
CREATE TABLE `runner_token_folder` (
	`token_id` bigint unsigned NOT NULL,
	`folder_id` bigint unsigned NOT NULL,
	CONSTRAINT `runner_token_folder_token_id_folder_id_pk` PRIMARY KEY(`token_id`,`folder_id`)
);
--> statement-breakpoint
ALTER TABLE `runner` ADD `token_id` bigint unsigned;--> statement-breakpoint
ALTER TABLE `runner_token_folder` ADD CONSTRAINT `runner_token_folder_token_id_runner_token_id_fk` FOREIGN KEY (`token_id`) REFERENCES `runner_token`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `runner_token_folder` ADD CONSTRAINT `runner_token_folder_folder_id_folder_id_fk` FOREIGN KEY (`folder_id`) REFERENCES `folder`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `runner` ADD CONSTRAINT `runner_token_id_runner_token_id_fk` FOREIGN KEY (`token_id`) REFERENCES `runner_token`(`id`) ON DELETE no action ON UPDATE no action;