-- What the user of docs/web-user.sql needs besides, where retention is set (docs/retention.md): it can then remove the history of
-- pipelines, and still nothing of the audit.
GRANT DELETE ON `signalbox`.`event` TO 'signalbox-web'@'%';
GRANT DELETE ON `signalbox`.`fire` TO 'signalbox-web'@'%';
GRANT DELETE ON `signalbox`.`delivery` TO 'signalbox-web'@'%';
