-- A user of the database for the web process (docs/security.md), once the tables are there. It can add to the audit and to the
-- history of pipelines, and change and delete nothing in them; it cannot change tables. `npm start` and `dist/migrate.mjs` change
-- tables, and need another user. Replace the password, and the name of the database if it is another one.
CREATE USER IF NOT EXISTS 'signalbox-web'@'%' IDENTIFIED BY 'REPLACE-THIS-PASSWORD';

-- What nobody changes once it is written. Of an event, only its number in the event feed is added later.
GRANT SELECT, INSERT ON `signalbox`.`audit_entry` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE (`feed_no`) ON `signalbox`.`event` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE ON `signalbox`.`event_feed` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE ON `signalbox`.`audit_head` TO 'signalbox-web'@'%';

-- Graphs, folders and secrets.
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`folder` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`launch_preset` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`presence` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`graph` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`revision` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`vertex` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`edge` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`connection` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`secret` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`runner_label` TO 'signalbox-web'@'%';

-- Pipelines.
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`pipeline` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`pipeline_launcher` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`track` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`attempt` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`log_chunk` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`log_file` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`prompt` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`prompt_delegation` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`answer` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`callback_call` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`concurrency_claim` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`concurrency_slot` TO 'signalbox-web'@'%';

-- Schedules, and what became of their times.
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`schedule` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE ON `signalbox`.`fire` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`schedule_stop` TO 'signalbox-web'@'%';

-- Triggers, and what became of their events.
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`trigger_rule` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE ON `signalbox`.`delivery` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`after_signal` TO 'signalbox-web'@'%';
-- Rules of notices, what they have to send, and what was sent.
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`notice_rule` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`notice_signal` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`notice` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT ON `signalbox`.`notice_try` TO 'signalbox-web'@'%';

-- What the page of the statistics shows.
GRANT SELECT, INSERT, DELETE ON `signalbox`.`server_sample` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`claim_delay` TO 'signalbox-web'@'%';

-- For how long pipelines are kept. To remove them, web-user-retention.sql is needed besides.
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`retention_policy` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE ON `signalbox`.`removed_pipeline` TO 'signalbox-web'@'%';

-- Streams that take records from outside.
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`record_stream` TO 'signalbox-web'@'%';

-- People, and how they sign in.
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`person` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`session` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`api_token` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`sign_in_link` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`known_device` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`sign_in_limit` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`authenticator` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`recovery_code` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`pending_sign_in` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`identity` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`passkey` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`passkey_challenge` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`device_sign_in` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`people_group` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`group_member` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`folder_grant` TO 'signalbox-web'@'%';

-- Runners, what one process does at a time, requests that were carried out, and which of several database servers is the writer.
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`runner` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`runner_token` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`runner_token_folder` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`duty` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT ON `signalbox`.`installation` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`recorded_request` TO 'signalbox-web'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`database_writer` TO 'signalbox-web'@'%';
