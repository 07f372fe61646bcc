import type { Database } from "#platform/database/db.ts";

/** So many pipelines are copied by one statement: a larger one would need a large undo log. */
const BLOCK = 1_024;

/** The tables that hold a pipeline, and the columns by which their rows belong to it. */
const TABLES: readonly { name: string; shifted: Readonly<Record<string, "pipeline" | "track">> }[] = [
  { name: "pipeline", shifted: { id: "pipeline" } },
  { name: "track", shifted: { id: "track", pipeline_id: "pipeline" } },
  { name: "attempt", shifted: { track_id: "track" } },
  { name: "event", shifted: { pipeline_id: "pipeline" } },
];

/**
 * Copies an ended pipeline with its tracks, attempts and events, until there are `count` more. The copies have the next
 * numbers, so nothing may be launched meanwhile.
 *
 * @param id the newest pipeline.
 */
export async function copyPipeline({ pool }: Database, id: number, count: number): Promise<void> {
  const rows = async (query: string) => (await pool.query(query))[0] as unknown as Record<string, unknown>[];
  const [tracks] = await rows(
    `select min(id) as first, count(*) as count from track where pipeline_id = ${id}`,
  );
  const first = { pipeline: id, track: Number(tracks?.["first"]) };
  const width = { pipeline: 1, track: Number(tracks?.["count"]) };
  const columns = new Map<string, string[]>();
  for (const { name } of TABLES) {
    const all = await rows(`show columns from ${name}`);
    // The database works the others out itself.
    const stored = all.filter((row) => !String(row["Extra"]).includes("GENERATED"));
    columns.set(
      name,
      stored.map((row) => `\`${String(row["Field"])}\``),
    );
  }
  /** Copies the first `some` pipelines to the place that is `by` pipelines behind. */
  const copy = async (some: number, by: number) => {
    for (const { name, shifted } of TABLES) {
      const names = columns.get(name) ?? [];
      const [key, kind] = Object.entries(shifted).at(-1) ?? ["", "pipeline"];
      const values = names.map((column) => {
        const of = shifted[column.slice(1, -1)];
        if (of !== undefined) return `${column} + ${by * width[of]}`;
        // Each token is the only one; the same words give the same token.
        if (name === "attempt" && column === "`token`")
          return `unhex(md5(concat(track_id + ${by * width.track}, ':', number)))`;
        return column;
      });
      const from = first[kind];
      await pool.query(
        `insert into ${name} (${names.join(", ")}) select ${values.join(", ")} from ${name}
         where ${key} >= ${from} and ${key} < ${from + some * width[kind]}`,
      );
    }
  };
  let made = 1;
  while (made < BLOCK && made <= count) {
    const some = Math.min(made, count + 1 - made);
    await copy(some, made);
    made += some;
  }
  while (made <= count) {
    const some = Math.min(BLOCK, count + 1 - made);
    await copy(some, made);
    made += some;
  }
}
