CREATE TABLE `database_writer` (
	`id` tinyint unsigned NOT NULL,
	`identity` varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`term` bigint unsigned NOT NULL,
	`agreed_at` datetime(3) NOT NULL,
	CONSTRAINT `database_writer_id` PRIMARY KEY(`id`),
	CONSTRAINT `database_writer_is_one` CHECK(id = 1)
);
