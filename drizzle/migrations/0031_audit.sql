CREATE TABLE `audit_entry` (
	`id` bigint unsigned NOT NULL,
	`at` datetime(3) NOT NULL,
	`who` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`who_id` bigint unsigned,
	`who_name` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`act` varchar(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`object_kind` varchar(20) CHARACTER SET ascii COLLATE ascii_bin,
	`object_id` bigint unsigned,
	`object_name` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`result` varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`reason` varchar(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`times` int unsigned NOT NULL,
	`address` varchar(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`device` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`before_values` varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`after_values` varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`hash` binary(32) NOT NULL,
	CONSTRAINT `audit_entry_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `audit_head` (
	`n` int unsigned NOT NULL,
	`last_id` bigint unsigned NOT NULL,
	`at` datetime(3) NOT NULL,
	`hash` binary(32) NOT NULL,
	CONSTRAINT `audit_head_n` PRIMARY KEY(`n`)
);
--> statement-breakpoint
CREATE INDEX `audit_entry_at` ON `audit_entry` (`at`);--> statement-breakpoint
CREATE INDEX `audit_entry_who` ON `audit_entry` (`who`,`who_id`);--> statement-breakpoint
CREATE INDEX `audit_entry_object` ON `audit_entry` (`object_kind`,`object_id`);