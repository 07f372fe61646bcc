ALTER TABLE `graph` ADD `test_of` bigint unsigned;--> statement-breakpoint
ALTER TABLE `pipeline` ADD `is_test` boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `graph` ADD CONSTRAINT `graph_test_of` UNIQUE(`test_of`);