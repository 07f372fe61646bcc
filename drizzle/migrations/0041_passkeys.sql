CREATE TABLE `passkey` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`person_id` bigint unsigned NOT NULL,
	`name` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	`credential_id` varbinary(1023) NOT NULL,
	`user_handle` binary(32) NOT NULL,
	`public_key` varbinary(1024) NOT NULL,
	`counter` int unsigned NOT NULL,
	`transports` varchar(220) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`rp_id` varchar(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`is_syncable` boolean NOT NULL,
	`is_backed_up` boolean NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`used_at` datetime(3),
	CONSTRAINT `passkey_id` PRIMARY KEY(`id`),
	CONSTRAINT `passkey_credential` UNIQUE(`credential_id`)
);
--> statement-breakpoint
CREATE TABLE `passkey_challenge` (
	`digest` binary(32) NOT NULL,
	`browser_digest` binary(32) NOT NULL,
	`purpose` enum('sign in','confirm','add') NOT NULL,
	`person_id` bigint unsigned,
	`user_handle` binary(32),
	`expires_at` datetime(3) NOT NULL,
	CONSTRAINT `passkey_challenge_digest` PRIMARY KEY(`digest`)
);
--> statement-breakpoint
ALTER TABLE `passkey` ADD CONSTRAINT `passkey_person_id_person_id_fk` FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `passkey_challenge` ADD CONSTRAINT `passkey_challenge_person_id_person_id_fk` FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `passkey_person` ON `passkey` (`person_id`);--> statement-breakpoint
CREATE INDEX `passkey_challenge_person` ON `passkey_challenge` (`person_id`);--> statement-breakpoint
CREATE INDEX `passkey_challenge_expires` ON `passkey_challenge` (`expires_at`);