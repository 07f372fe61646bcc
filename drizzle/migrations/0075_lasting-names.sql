ALTER TABLE `graph` ADD `lasting_name` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;--> statement-breakpoint
-- A graph that is there keeps the name that its transfers are known by: an upgrade begins none again and writes nothing twice.
UPDATE `graph` SET `lasting_name` = `name`;
