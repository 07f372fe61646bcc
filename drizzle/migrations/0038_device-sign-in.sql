CREATE TABLE `device_sign_in` (
	`digest` binary(32) NOT NULL,
	`code_digest` binary(32) NOT NULL,
	`host` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`acts` varchar(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`address` varchar(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`state` enum('waiting','allowed','denied') NOT NULL,
	`days` int unsigned NOT NULL,
	`person_id` bigint unsigned,
	`created_at` datetime(3) NOT NULL,
	`polled_at` datetime(3) NOT NULL,
	`expires_at` datetime(3) NOT NULL,
	CONSTRAINT `device_sign_in_digest` PRIMARY KEY(`digest`),
	CONSTRAINT `device_sign_in_code` UNIQUE(`code_digest`)
);
--> statement-breakpoint
ALTER TABLE `device_sign_in` ADD CONSTRAINT `device_sign_in_person_id_person_id_fk` FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `device_sign_in_expires` ON `device_sign_in` (`expires_at`);