ALTER TABLE `runner` ADD `gap` varchar(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;--> statement-breakpoint
ALTER TABLE `runner` ADD `gap_at` datetime(3);