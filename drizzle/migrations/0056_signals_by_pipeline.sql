CREATE INDEX `notice_signal_pipeline` ON `notice_signal` (`pipeline_id`);--> statement-breakpoint
CREATE INDEX `after_signal_pipeline` ON `after_signal` (`pipeline_id`);