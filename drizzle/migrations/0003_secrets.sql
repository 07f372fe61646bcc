CREATE TABLE `secret` (
	`name` varchar(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	`box` blob NOT NULL,
	`saved_at` datetime(3) NOT NULL,
	`saved_by` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
	CONSTRAINT `secret_name` PRIMARY KEY(`name`)
);
