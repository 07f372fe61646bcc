-- Drafts that were saved before it was kept what they run: the sealed revision with the digest, of the graph that is named.
UPDATE `vertex` INNER JOIN (
	SELECT `v`.`revision_id`, `v`.`number`, MIN(`r`.`id`) AS `child_id`
	FROM `vertex` `v`
	INNER JOIN `revision` `d` ON `d`.`id` = `v`.`revision_id` AND `d`.`number` IS NULL
	INNER JOIN `revision` `r` ON `r`.`sealed_digest` = CONVERT(JSON_UNQUOTE(JSON_EXTRACT(`v`.`spec`, '$.graph.digest')) USING ascii)
	INNER JOIN `graph` `g` ON `g`.`id` = `r`.`graph_id` AND `g`.`test_of` IS NULL
	WHERE `v`.`child_revision_id` IS NULL
		AND `g`.`name_key` = LOWER(JSON_UNQUOTE(JSON_EXTRACT(`v`.`spec`, '$.graph.name')))
	GROUP BY `v`.`revision_id`, `v`.`number`
) `found` ON `found`.`revision_id` = `vertex`.`revision_id` AND `found`.`number` = `vertex`.`number`
SET `vertex`.`child_revision_id` = `found`.`child_id`;--> statement-breakpoint
-- Where that graph has another name by now: the only revision with the digest and the number.
UPDATE `vertex` INNER JOIN (
	SELECT `v`.`revision_id`, `v`.`number`, MIN(`r`.`id`) AS `child_id`
	FROM `vertex` `v`
	INNER JOIN `revision` `d` ON `d`.`id` = `v`.`revision_id` AND `d`.`number` IS NULL
	INNER JOIN `revision` `r` ON `r`.`sealed_digest` = CONVERT(JSON_UNQUOTE(JSON_EXTRACT(`v`.`spec`, '$.graph.digest')) USING ascii)
	INNER JOIN `graph` `g` ON `g`.`id` = `r`.`graph_id` AND `g`.`test_of` IS NULL
	WHERE `v`.`child_revision_id` IS NULL
		AND `r`.`number` = CAST(JSON_UNQUOTE(JSON_EXTRACT(`v`.`spec`, '$.graph.revision')) AS UNSIGNED)
	GROUP BY `v`.`revision_id`, `v`.`number`
	HAVING COUNT(*) = 1
) `found` ON `found`.`revision_id` = `vertex`.`revision_id` AND `found`.`number` = `vertex`.`number`
SET `vertex`.`child_revision_id` = `found`.`child_id`;
