import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "#platform/database/db.ts";
import { migrateDatabase } from "#platform/database/migrate.ts";
import { startPrivateDatabase } from "#platform/database/private-database.ts";
import { bundlePrograms } from "../tooling/build/bundle-programs.ts";
import { startBenchRunner } from "./bench-runner.ts";
import { measurePipeline, type Run } from "./measure-pipeline.ts";
import { median, percentile } from "./percentile.ts";
import { plainLoop } from "./plain-loop.ts";
import { SHAPES, type Shape, sizeOf } from "./shapes.ts";

const ROUNDS = 5;
/** As many as a runner has by default. */
const SLOTS = Math.max(8, availableParallelism() * 4);

type Row = {
  readonly shape: string;
  readonly tracksASecond: number;
  readonly plainASecond: number;
  /** How much of the plain loop's speed is left. */
  readonly ratio: number;
  readonly toldP50: number;
  readonly toldP95: number;
};

/**
 * Measures on a database of its own that is durable at each commit, with one runner, several rounds, the plain loop in
 * turn with the pipelines: what else the machine does hits both.
 *
 * @param words `--json` prints one document on stdout.
 * @returns the exit code.
 */
export async function bench(words: readonly string[]): Promise<number> {
  const dir = await mkdtemp(join(tmpdir(), "signalbox-bench-"));
  await bundlePrograms();
  const server = await startPrivateDatabase({
    dir: join(dir, "database"),
    log: (line) => process.stderr.write(`${line}\n`),
    extraArguments: ["--innodb-flush-log-at-trx-commit=1"],
  });
  const database = openDatabase(server.url);
  try {
    await migrateDatabase(server.url);
    const stop = await startBenchRunner(server.url, join(dir, "runner"), SLOTS);
    try {
      const rows: Row[] = [];
      for (const shape of SHAPES)
        rows.push(await rowOf(shape, dir, (script) => measurePipeline(database, shape, script)));
      const hops = await measureHops(dir, (shape, script) => measurePipeline(database, shape, script));
      if (words.includes("--json"))
        process.stdout.write(`${JSON.stringify({ slots: SLOTS, rows, hops }, null, 2)}\n`);
      else print(rows, hops);
    } finally {
      await stop();
    }
  } finally {
    await database.close();
    await server.stop();
    await rm(dir, { recursive: true, force: true });
  }
  return 0;
}

async function rowOf(shape: Shape, dir: string, run: (script: string) => Promise<Run>): Promise<Row> {
  const file = join(dir, "true.sh");
  await writeFile(file, "true\n");
  const plain: number[] = [];
  const runs: Run[] = [];
  // The first of each warms up: files, plans, connections.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const alone = await plainLoop(shape, file, SLOTS);
    const piped = await run("true\n");
    if (round === 0) continue;
    plain.push(alone);
    runs.push(piped);
  }
  const took = median(runs.map((each) => each.took));
  const told = runs.flatMap((each) => each.told);
  return {
    shape: shape.name,
    tracksASecond: (sizeOf(shape) * 1_000) / took,
    plainASecond: (sizeOf(shape) * 1_000) / median(plain),
    ratio: median(plain) / took,
    toldP50: percentile(told, 50),
    toldP95: percentile(told, 95),
  };
}

type Hops = {
  readonly p50: number;
  readonly p95: number;
  readonly plainP50: number;
  readonly plainP95: number;
};

/**
 * From one script's end to the next one's start, told by the scripts themselves, in a chain: each writes the time. It
 * holds a process's start and end, so the plain loop's is beside it; the difference is ours.
 */
async function measureHops(dir: string, run: (shape: Shape, script: string) => Promise<Run>): Promise<Hops> {
  const shape: Shape = { name: "hops", layers: Array<number>(100).fill(1) };
  const gaps = async (work: (script: string) => Promise<unknown>) => {
    const times = join(dir, "times");
    await rm(times, { force: true });
    await work(`echo $EPOCHREALTIME >> ${times}\n`);
    const at = (await readFile(times, "utf8"))
      .trim()
      .split("\n")
      .map((line) => Number(line) * 1_000);
    return at.slice(1).map((time, place) => time - (at[place] ?? 0));
  };
  await gaps((script) => run(shape, script));
  const own = await gaps((script) => run(shape, script));
  const plain = await gaps(async (script) => {
    const file = join(dir, "hop.sh");
    await writeFile(file, script);
    await plainLoop(shape, file, 1);
  });
  return {
    p50: percentile(own, 50),
    p95: percentile(own, 95),
    plainP50: percentile(plain, 50),
    plainP95: percentile(plain, 95),
  };
}

function print(rows: readonly Row[], hops: Hops): void {
  const line = (cells: readonly string[]) =>
    `${cells.map((cell, place) => (place === 0 ? cell.padEnd(14) : cell.padStart(12))).join("")}\n`;
  process.stdout.write(line(["graph", "tracks/s", "plain/s", "ratio", "told p50", "told p95"]));
  for (const { shape, tracksASecond, plainASecond, ratio, toldP50, toldP95 } of rows)
    process.stdout.write(
      line([
        shape,
        tracksASecond.toFixed(0),
        plainASecond.toFixed(0),
        ratio.toFixed(2),
        `${toldP50.toFixed(0)} ms`,
        `${toldP95.toFixed(0)} ms`,
      ]),
    );
  process.stdout.write(
    `\nFrom script to script in a chain: p50 ${hops.p50.toFixed(1)} ms, p95 ${hops.p95.toFixed(1)} ms; the plain loop p50 ${hops.plainP50.toFixed(1)} ms, p95 ${hops.plainP95.toFixed(1)} ms.\n` +
      `${SLOTS} slots, ${ROUNDS} rounds, medians. Every transition was on disk before the next step (innodb_flush_log_at_trx_commit=1).\n`,
  );
}
