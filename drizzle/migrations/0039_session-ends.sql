ALTER TABLE `session` ADD `ends_at` datetime(3);--> statement-breakpoint
ALTER TABLE `pending_sign_in` ADD `ends_at` datetime(3);