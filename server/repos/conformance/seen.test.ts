import { expect, test } from "vitest";
import { LIST_ONLY } from "#contract/pipelines/pipeline-list.ts";
import { transact } from "#platform/database/db.ts";
import { foldersOfSecrets, insertSecret } from "../fleet/secret-rows.ts";
import { listGraphRows } from "../graphs/graph-list-rows.ts";
import { countGraphs, setFolderOfGraph } from "../graphs/graph-rows.ts";
import { newestOfGraphs } from "../graphs/newest-of-graphs.ts";
import { countLostTracks, countPipelinesIn, listPipelines } from "../pipelines/pipeline-list-rows.ts";
import type { PipelineFilter } from "../pipelines/pipeline-walk.ts";
import { findFolderById, insertFolder } from "../rights/folder-rows.ts";
import {
  folderOfGraph,
  folderOfKey,
  folderOfPipeline,
  folderOfPrompt,
  folderOfSecret,
} from "../rights/subject-rows.ts";
import {
  closeIfOpen,
  countOpenPrompts,
  listPrompts,
  openPromptIds,
  promptInserts,
} from "../tracks/prompt-rows.ts";
import { writeTogether } from "../write-together.ts";
import { makeGraph, makePipeline, makeTracks, onEachServer } from "./servers-for-test.ts";

onEachServer((database) => {
  let made = 0;
  const makeFolder = () => {
    made += 1;
    return insertFolder(database().queries, { parentId: 1, path: `made-${made}`, createdBy: "ann" });
  };

  test("what is listed of some folders is what is in them, in the order of all, and each thing knows its folder", async () => {
    const { queries } = database();
    const folders = [await makeFolder(), await makeFolder(), await makeFolder()];
    const graphs: { graphId: number; revisionId: number; folder: number }[] = [];
    for (let at = 0; at < 7; at += 1) {
      const graph = await makeGraph(database());
      const folder = folders[at % 3] ?? 1;
      await setFolderOfGraph(queries, graph.graphId, folder);
      graphs.push({ ...graph, folder });
    }
    const pipelines: { id: number; folder: number; state: "running" | "failed" }[] = [];
    const prompts: { id: number; folder: number; state: string }[] = [];
    for (let at = 0; at < 40; at += 1) {
      const { folder, ...graph } = graphs[(at * at) % 7] ?? { graphId: 0, revisionId: 0, folder: 1 };
      const state = at % 4 === 0 ? "running" : "failed";
      const end = state === "failed" ? { openTracks: 0, finishedAt: new Date() } : {};
      const launchKey = `at-${at}`;
      const id = await makePipeline(database(), { ...graph, ...end, state, launchKey });
      pipelines.push({ id, folder, state });
      const [track = -1] = await makeTracks(database(), id, [at === 4 ? { state: "lost" } : {}]);
      await transact(database(), (tx) =>
        writeTogether(tx, promptInserts(id, [{ number: 0, asks: [], assignees: [] }])),
      );
      const prompt = (await openPromptIds(queries, [track])).get(track) ?? -1;
      if (at % 3 === 0) await closeIfOpen(queries, prompt);
      prompts.push({ id: prompt, folder, state: at % 3 === 0 ? "answered" : "open" });
    }
    const isSeen = (seen: readonly number[]) => (each: { folder: number }) => seen.includes(each.folder);
    for (const seen of [[], folders.slice(0, 1), folders.slice(1), folders]) {
      for (const state of [undefined, "running", "failed"] as const)
        for (const before of [undefined, pipelines[20]?.id])
          for (const limit of [1, 5, 100]) {
            const { rows } = await listPipelines(queries, { state }, { before, limit }, seen);
            const wanted = pipelines
              .filter(isSeen(seen))
              .filter((each) => (state ?? each.state) === each.state && each.id < (before ?? Infinity));
            expect(rows.map(({ pipeline }) => pipeline.id)).toEqual(
              wanted
                .map(({ id }) => id)
                .reverse()
                .slice(0, limit),
            );
          }
      for (const state of ["open", "answered"] as const) {
        const wanted = prompts.filter(isSeen(seen)).filter((each) => each.state === state);
        const ids = (await listPrompts(queries, state, 4, seen)).map(({ prompt }) => prompt.id);
        const inOrder = state === "open" ? wanted : [...wanted].reverse();
        expect(ids).toEqual(inOrder.map(({ id }) => id).slice(0, 4));
        if (state === "open") expect(await countOpenPrompts(queries, seen)).toBe(wanted.length);
      }
      const running = pipelines.filter(isSeen(seen)).filter(({ state }) => state === "running");
      expect(await countPipelinesIn(queries, "running", seen)).toBe(running.length);
      expect(await countLostTracks(queries, seen)).toBe(isSeen(seen)(pipelines[4] ?? { folder: 0 }) ? 1 : 0);
      expect(await countGraphs(queries, seen)).toBe(graphs.filter(isSeen(seen)).length);
      expect(await listGraphRows(queries, {}, 100, seen)).toHaveLength(graphs.filter(isSeen(seen)).length);
    }
    expect(await newestOfGraphs(queries, folders, 2, { table: "pipeline", where: [] })).toEqual([
      pipelines[39]?.id,
      pipelines[38]?.id,
    ]);
    expect(await countLostTracks(queries)).toBeGreaterThan(0);
    const [last] = pipelines.slice(-1);
    const path = (await findFolderById(queries, last?.folder ?? 0))?.path;
    expect(await folderOfPipeline(queries, last?.id ?? 0)).toBe(path);
    expect(await folderOfKey(queries, "at-39")).toBe(path);
    expect(await folderOfPrompt(queries, prompts[39]?.id ?? 0)).toBe(path);
    const graph = (await listGraphRows(queries, {}, 1, [last?.folder ?? 0]))[0];
    expect(await folderOfGraph(queries, graph?.graph.name.toUpperCase() ?? "")).toBe(path);
    await insertSecret(queries, {
      name: "placed",
      box: Buffer.from("x"),
      savedBy: "a",
      folderId: folders[0] ?? 1,
    });
    expect(await folderOfSecret(queries, "placed")).toBe(
      (await findFolderById(queries, folders[0] ?? 1))?.path,
    );
    expect((await foldersOfSecrets(queries, ["placed", "none"])).size).toBe(1);
    expect((await foldersOfSecrets(queries, [])).size).toBe(0);
    const nothing = [
      await folderOfPipeline(queries, 99_999_999),
      await folderOfKey(queries, "none"),
      await folderOfPrompt(queries, 99_999_999),
      await folderOfGraph(queries, "none"),
      await folderOfSecret(queries, "none"),
    ];
    expect(nothing).toEqual([null, null, null, null, null]);
  });

  test("a page of pipelines goes through no more rows than it needs, however many there are", async () => {
    const { queries, pool } = database();
    const folder = await makeFolder();
    const [{ graphId, revisionId }, other] = [await makeGraph(database()), await makeGraph(database())];
    await setFolderOfGraph(queries, graphId, folder);
    await makePipeline(database(), { graphId, revisionId });
    const digit = "(select 0 n union all select 1 union all select 2 union all select 3 union all select 4)";
    await pool.query(
      `insert into pipeline (graph_id, revision_id, name, state, rev, open_tracks, failed_tracks, params,
         launched_at, launched_by, finished_at)
       select ?, ?, 'p', 'succeeded', 1, 0, 0, '{}', now(3), 'ann', now(3)
       from ${digit} a, ${digit} b, ${digit} c, ${digit} d, ${digit} e`,
      [other.graphId, other.revisionId],
    );
    await pool.query("analyze table pipeline, graph, revision, folder");
    const readsOf = (look: (tx: Parameters<typeof listPipelines>[0]) => Promise<unknown>) =>
      transact(database(), async (tx) => {
        const reads = async () => {
          const [rows] = await tx.execute("show session status like 'Handler_read%'");
          return (rows as unknown as { Value: string }[]).reduce((sum, { Value }) => sum + Number(Value), 0);
        };
        const before = await reads();
        await look(tx);
        return (await reads()) - before;
      });
    const long = new Date("2000-01-01");
    const asked: readonly PipelineFilter[] = [
      ...([undefined, "failed", "succeeded", "running"] as const).map((state) => ({ state })),
      ...([true, false] as const).map((hasChildren) => ({ state: "succeeded" as const, hasChildren })),
      ...LIST_ONLY.map((only) => ({ only })),
      { graphId: other.graphId },
      { launchedBy: "ann" },
      { launchedBy: "nobody" },
      { text: "none" },
      { text: "#17" },
      { param: { name: "none", value: "" } },
      { from: long },
      { to: long },
    ];
    for (const seen of ["all", [folder], [folder, 1]] as const)
      for (const filter of asked)
        for (const page of [{}, { before: 1_500 }, { after: 1_500 }])
          expect([
            filter,
            page,
            await readsOf((tx) => listPipelines(tx, filter, { ...page, limit: 10 }, seen, 100)),
          ]).toEqual([filter, page, expect.toSatisfy((count: number) => count < 800)]);
  });
});
