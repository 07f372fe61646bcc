CREATE TABLE `recorded_request` (
	`id` binary(32) NOT NULL,
	`procedure` varchar(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`input` binary(32) NOT NULL,
	`answer` mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
	`received_at` datetime(3) NOT NULL,
	CONSTRAINT `recorded_request_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE INDEX `recorded_request_received` ON `recorded_request` (`received_at`);