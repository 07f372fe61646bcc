-- Tracks that were lost before the end of a lost track was noted: they ran until they were lost.
UPDATE `track` AS `t` SET `t`.`finished_at` = coalesce(
  (SELECT max(`e`.`at`) FROM `event` AS `e` WHERE `e`.`pipeline_id` = `t`.`pipeline_id` AND `e`.`number` = `t`.`number`
    AND `e`.`kind` = 'track' AND `e`.`to_state` = 'lost'), now(3))
WHERE `t`.`state` = 'lost' AND `t`.`finished_at` IS NULL;
