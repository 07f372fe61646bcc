CREATE TABLE `pipeline_launcher` (
	`pipeline_id` bigint unsigned NOT NULL,
	`person_id` bigint unsigned NOT NULL,
	`has_launched` boolean NOT NULL,
	CONSTRAINT `pipeline_launcher_pipeline_id_person_id_pk` PRIMARY KEY(`pipeline_id`,`person_id`)
);
--> statement-breakpoint
CREATE TABLE `prompt_delegation` (
	`prompt_id` bigint unsigned NOT NULL,
	`from_id` bigint unsigned NOT NULL,
	`to_id` bigint unsigned NOT NULL,
	`at` datetime(3) NOT NULL,
	CONSTRAINT `prompt_delegation_prompt_id_from_id_pk` PRIMARY KEY(`prompt_id`,`from_id`)
);
--> statement-breakpoint
ALTER TABLE `revision` ADD `sealer_id` bigint unsigned;--> statement-breakpoint
ALTER TABLE `answer` ADD `answered_by_key` varchar(40) CHARACTER SET ascii COLLATE ascii_bin;--> statement-breakpoint
ALTER TABLE `answer` ADD `is_closing` boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `pipeline_launcher` ADD CONSTRAINT `pipeline_launcher_pipeline_id_pipeline_id_fk` FOREIGN KEY (`pipeline_id`) REFERENCES `pipeline`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `prompt_delegation` ADD CONSTRAINT `prompt_delegation_prompt_id_prompt_id_fk` FOREIGN KEY (`prompt_id`) REFERENCES `prompt`(`id`) ON DELETE no action ON UPDATE no action;