CREATE TABLE `connection` (
	`name` varbinary(400) NOT NULL,
	`folder_id` bigint unsigned NOT NULL DEFAULT 1,
	`kind` enum('redis','clickhouse','mysql','http') NOT NULL,
	`address` varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`username` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`secret` varbinary(400),
	`ca` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`saved_at` datetime(3) NOT NULL,
	`saved_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	CONSTRAINT `connection_name` PRIMARY KEY(`name`)
);
--> statement-breakpoint
ALTER TABLE `connection` ADD CONSTRAINT `connection_folder_id_folder_id_fk` FOREIGN KEY (`folder_id`) REFERENCES `folder`(`id`) ON DELETE no action ON UPDATE no action;