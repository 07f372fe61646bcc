CREATE TABLE `authenticator` (
	`person_id` bigint unsigned NOT NULL,
	`secret` varbinary(255) NOT NULL,
	`last_step` bigint unsigned NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`confirmed_at` datetime(3),
	CONSTRAINT `authenticator_person_id` PRIMARY KEY(`person_id`)
);
--> statement-breakpoint
CREATE TABLE `pending_sign_in` (
	`digest` binary(32) NOT NULL,
	`person_id` bigint unsigned NOT NULL,
	`expires_at` datetime(3) NOT NULL,
	CONSTRAINT `pending_sign_in_digest` PRIMARY KEY(`digest`)
);
--> statement-breakpoint
CREATE TABLE `recovery_code` (
	`person_id` bigint unsigned NOT NULL,
	`digest` binary(32) NOT NULL,
	CONSTRAINT `recovery_code_person_id_digest_pk` PRIMARY KEY(`person_id`,`digest`)
);
--> statement-breakpoint
ALTER TABLE `sign_in_link` ADD `is_of_owner` boolean NOT NULL;--> statement-breakpoint
ALTER TABLE `authenticator` ADD CONSTRAINT `authenticator_person_id_person_id_fk` FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `pending_sign_in` ADD CONSTRAINT `pending_sign_in_person_id_person_id_fk` FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `recovery_code` ADD CONSTRAINT `recovery_code_person_id_person_id_fk` FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `pending_sign_in_expires` ON `pending_sign_in` (`expires_at`);