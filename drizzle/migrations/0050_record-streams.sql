CREATE TABLE `record_stream` (
	`name` varbinary(400) NOT NULL,
	`folder_id` bigint unsigned NOT NULL DEFAULT 1,
	`connection` varbinary(400) NOT NULL,
	`redis_key` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`max_length` int unsigned NOT NULL,
	`max_record_bytes` int unsigned NOT NULL,
	`key_field` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`saved_at` datetime(3) NOT NULL,
	`saved_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	CONSTRAINT `record_stream_name` PRIMARY KEY(`name`)
);
--> statement-breakpoint
ALTER TABLE `record_stream` ADD CONSTRAINT `record_stream_folder_id_folder_id_fk` FOREIGN KEY (`folder_id`) REFERENCES `folder`(`id`) ON DELETE no action ON UPDATE no action;