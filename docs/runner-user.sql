-- A user of the database for runners that have one of their own (docs/security.md). It cannot read people, sessions, tokens
-- and the audit, and cannot change graphs. Replace the password, and the name of the database if it is another one.
-- A runner with this user needs the key of secrets (SIGNALBOX_SECRET_KEY). One that should not have it is added under Runners.
CREATE USER IF NOT EXISTS 'signalbox-runner'@'%' IDENTIFIED BY 'REPLACE-THIS-PASSWORD';

-- What is to be executed.
GRANT SELECT ON `signalbox`.`folder` TO 'signalbox-runner'@'%';
GRANT SELECT, UPDATE (`id`) ON `signalbox`.`graph` TO 'signalbox-runner'@'%';
GRANT SELECT ON `signalbox`.`revision` TO 'signalbox-runner'@'%';
GRANT SELECT ON `signalbox`.`vertex` TO 'signalbox-runner'@'%';
GRANT SELECT ON `signalbox`.`edge` TO 'signalbox-runner'@'%';
GRANT SELECT ON `signalbox`.`connection` TO 'signalbox-runner'@'%';
GRANT SELECT ON `signalbox`.`secret` TO 'signalbox-runner'@'%';
GRANT SELECT ON `signalbox`.`runner_label` TO 'signalbox-runner'@'%';

-- What is executed: also child pipelines are launched by runners.
GRANT SELECT, INSERT, UPDATE ON `signalbox`.`pipeline` TO 'signalbox-runner'@'%';
GRANT SELECT ON `signalbox`.`removed_pipeline` TO 'signalbox-runner'@'%';
GRANT SELECT, INSERT, UPDATE ON `signalbox`.`track` TO 'signalbox-runner'@'%';
GRANT SELECT, INSERT, UPDATE ON `signalbox`.`attempt` TO 'signalbox-runner'@'%';
GRANT SELECT, INSERT ON `signalbox`.`event` TO 'signalbox-runner'@'%';
GRANT SELECT, INSERT ON `signalbox`.`log_chunk` TO 'signalbox-runner'@'%';
GRANT SELECT, INSERT, UPDATE ON `signalbox`.`prompt` TO 'signalbox-runner'@'%';
GRANT SELECT ON `signalbox`.`answer` TO 'signalbox-runner'@'%';
GRANT SELECT, UPDATE ON `signalbox`.`callback_call` TO 'signalbox-runner'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`concurrency_claim` TO 'signalbox-runner'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON `signalbox`.`concurrency_slot` TO 'signalbox-runner'@'%';
GRANT SELECT (`is_active`) ON `signalbox`.`notice_rule` TO 'signalbox-runner'@'%';
GRANT INSERT ON `signalbox`.`notice_signal` TO 'signalbox-runner'@'%';
GRANT SELECT (`id`, `source_graph_id`, `state`) ON `signalbox`.`trigger_rule` TO 'signalbox-runner'@'%';
GRANT INSERT ON `signalbox`.`after_signal` TO 'signalbox-runner'@'%';

-- Runners, what one process does at a time, and which of several database servers is the writer.
GRANT SELECT, INSERT, UPDATE ON `signalbox`.`runner` TO 'signalbox-runner'@'%';
GRANT SELECT, INSERT, UPDATE ON `signalbox`.`duty` TO 'signalbox-runner'@'%';
GRANT SELECT, INSERT, UPDATE ON `signalbox`.`database_writer` TO 'signalbox-runner'@'%';
