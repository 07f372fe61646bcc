CREATE TABLE `identity` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`issuer` varbinary(1020) NOT NULL,
	`subject` varbinary(1020) NOT NULL,
	`person_id` bigint unsigned NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`used_at` datetime(3) NOT NULL,
	CONSTRAINT `identity_id` PRIMARY KEY(`id`),
	CONSTRAINT `identity_subject` UNIQUE(`issuer`,`subject`)
);
--> statement-breakpoint
ALTER TABLE `group_member` ADD `is_by_hand` boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `group_member` ADD `is_by_provider` boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `person` ADD `is_linkable` boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `identity` ADD CONSTRAINT `identity_person_id_person_id_fk` FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `identity_person` ON `identity` (`person_id`);