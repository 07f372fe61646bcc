import { expect, test } from "vitest";
import type { PipelineState } from "#engine/model/pipeline.ts";
import { setFolderOfGraph } from "../graphs/graph-rows.ts";
import {
  findPipelines,
  isPipelineIn,
  listPipelines,
  parentVertices,
} from "../pipelines/pipeline-list-rows.ts";
import { and, type PipelineFilter, timeOf, walkOf } from "../pipelines/pipeline-walk.ts";
import { insertFolder } from "../rights/folder-rows.ts";
import { makeGraph, makePipeline, makeTracks, onEachServer } from "./servers-for-test.ts";

const STATES = ["running", "failed", "succeeded"] as const;
/** The first pipeline was launched then, each next one a minute later. */
const START = Date.parse("2026-01-01T00:00:00Z");
const at = (place: number) => new Date(START + place * 60_000);

type Made = {
  readonly id: number;
  readonly graphId: number;
  readonly isSeen: boolean;
  readonly state: PipelineState;
  readonly isQueued: boolean;
  readonly isAcknowledged: boolean;
  readonly isChild: boolean;
  readonly asks: boolean;
  readonly isPaused: boolean;
  readonly by: string;
  readonly env: string;
  readonly name: string;
};

onEachServer((database) => {
  test("each filter lists what it says and nothing else, page by page in both directions, whatever is searched at once", async () => {
    const { queries, pool } = database();
    const folder = await insertFolder(queries, { parentId: 1, path: "listed", createdBy: "ann" });
    const other = await insertFolder(queries, { parentId: 1, path: "not-listed", createdBy: "ann" });
    const graphs = [await makeGraph(database()), await makeGraph(database()), await makeGraph(database())];
    for (const [place, { graphId }] of graphs.entries())
      await setFolderOfGraph(queries, graphId, place === 2 ? other : folder);
    const made: Made[] = [];
    for (let place = 0; place < 40; place += 1) {
      const graph = graphs[(place * place) % 3] ?? { graphId: 0, revisionId: 0 };
      const state = STATES[place % 3] ?? "running";
      const parent = place % 4 === 3 ? made[place - 2] : undefined;
      const one = {
        graphId: graph.graphId,
        isSeen: graph.graphId !== graphs[2]?.graphId,
        state,
        isQueued: state === "running" && place % 2 === 0,
        isAcknowledged: state === "failed" && place % 5 === 0,
        isChild: parent !== undefined,
        asks: state === "running" && place % 9 === 3,
        isPaused: state === "running" && place % 12 === 6,
        by: place % 7 === 0 ? "bob" : "ann",
        env: place % 5 === 0 ? "prod" : "staging",
        name: place % 6 === 0 ? "Ünder_% 1" : `nightly ${place}`,
      };
      const id = await makePipeline(database(), {
        ...graph,
        ...{ state, name: one.name, launchedBy: one.by, params: { env: one.env, 'a"b': place } },
        ...(place % 4 === 0 && { labels: { "a.b/c": "x=y" } }),
        ...{ isQueued: one.isQueued, isPaused: one.isPaused },
        ...(one.isAcknowledged && { acknowledgedBy: "ann" }),
        ...(parent !== undefined && { parentId: parent.id, parentNumber: 0, parentAttempt: place }),
        ...(state !== "running" && { openTracks: 0, finishedAt: new Date() }),
      });
      await pool.query("update pipeline set launched_at = ? where id = ?", [timeOf(at(place)), id]);
      await makeTracks(database(), id, [{ state: one.asks ? "prompting" : "waiting" }]);
      made.push({ id, ...one });
    }
    const placeOf = ({ id }: Made) => made.findIndex((each) => each.id === id);
    const needing = new Set(made.filter(({ asks }) => asks).map(({ id }) => id));
    const paused = new Set(made.filter(({ isPaused }) => isPaused).map(({ id }) => id));
    for (const one of [...made].reverse()) {
      const parent = one.isChild ? made[placeOf(one) - 2] : undefined;
      if (parent !== undefined && needing.has(one.id)) needing.add(parent.id);
      if (parent !== undefined && paused.has(one.id)) paused.add(parent.id);
    }
    const [first] = graphs;
    const filters: readonly (readonly [PipelineFilter, (one: Made) => boolean])[] = [
      [{}, () => true],
      ...STATES.map((state) => [{ state }, (one: Made) => one.state === state] as const),
      [{ graphId: first?.graphId }, ({ graphId }) => graphId === first?.graphId],
      [
        { graphId: first?.graphId, state: "failed" },
        (one) => one.graphId === first?.graphId && one.state === "failed",
      ],
      [{ launchedBy: "bob" }, ({ by }) => by === "bob"],
      [
        { launchedBy: "bob", state: "running", graphId: first?.graphId },
        (one) => one.by === "bob" && one.state === "running" && one.graphId === first?.graphId,
      ],
      [{ text: "under_%" }, ({ name }) => name.startsWith("Ü")],
      [{ text: "NIGHTLY 1" }, ({ name }) => name.startsWith("nightly 1")],
      [{ param: { name: "env", value: "prod" } }, ({ env }) => env === "prod"],
      [{ param: { name: 'a"b', value: "17" } }, (one) => placeOf(one) === 17],
      [
        { label: { name: "a.b/c", value: "x=y" }, state: "failed" },
        (one) => placeOf(one) % 4 === 0 && one.state === "failed",
      ],
      [{ from: at(10), to: at(25) }, (one) => placeOf(one) >= 10 && placeOf(one) < 25],
      [{ from: at(30), state: "failed" }, (one) => placeOf(one) >= 30 && one.state === "failed"],
      [{ only: "queued" }, ({ isQueued }) => isQueued],
      [{ only: "needs-input" }, ({ id, state }) => needing.has(id) && state === "running"],
      [
        { only: "needs-person" },
        ({ id, state }) => (needing.has(id) || paused.has(id)) && state === "running",
      ],
      [{ only: "open-failure" }, (one) => one.state === "failed" && !one.isAcknowledged && !one.isChild],
      [
        { only: "open-failure", launchedBy: "bob" },
        (one) => one.state === "failed" && !one.isAcknowledged && !one.isChild && one.by === "bob",
      ],
      [
        { only: "open-failure", graphId: graphs[1]?.graphId },
        (one) =>
          one.state === "failed" && !one.isAcknowledged && !one.isChild && one.graphId === graphs[1]?.graphId,
      ],
    ];
    for (const [filter, isWanted] of filters)
      for (const hasChildren of [false, true])
        for (const [folders, limit, searched] of [
          ["all", 100, 5_000],
          [[folder], 3, 4],
        ] as const) {
          // Other tests made pipelines, too; with a graph its folder was judged before.
          const seen = folders === "all" ? [folder, other] : folders;
          const wanted = made
            .filter((one) => isWanted(one) && (hasChildren || !one.isChild))
            .filter(({ isSeen }) => isSeen || seen.length === 2)
            .map(({ id }) => id)
            .reverse();
          const list = (page: { before?: number; after?: number }) =>
            listPipelines(queries, { ...filter, hasChildren }, { ...page, limit }, seen, searched);
          const down: number[] = [];
          for (let before: number | null = Number.MAX_SAFE_INTEGER; before !== null; ) {
            const { rows, hasMore, searchedTo }: Awaited<ReturnType<typeof list>> = await list({ before });
            down.push(...rows.map(({ pipeline }) => pipeline.id));
            before = hasMore ? (down.at(-1) ?? null) : searchedTo;
          }
          expect([filter, hasChildren, down]).toEqual([filter, hasChildren, wanted]);
          const up: number[] = [];
          for (let after: number | null = 0; after !== null; ) {
            const { rows, hasMore, searchedTo }: Awaited<ReturnType<typeof list>> = await list({ after });
            up.unshift(...rows.map(({ pipeline }) => pipeline.id));
            after = hasMore ? (up[0] ?? null) : searchedTo;
          }
          expect([filter, hasChildren, up]).toEqual([filter, hasChildren, wanted]);
        }
    const [one] = made.slice(12);
    const byNumber = await listPipelines(queries, { text: `#${one?.id}` }, { limit: 10 });
    expect(byNumber.rows.map(({ pipeline }) => pipeline.id)).toEqual([one?.id]);
    expect(
      (await findPipelines(queries, [made[1]?.id ?? 0, made[4]?.id ?? 0])).map(({ pipeline }) => pipeline.id),
    ).toEqual([made[4]?.id, made[1]?.id]);
    expect(await findPipelines(queries, [])).toEqual([]);
  }, 60_000);

  test("however many failures others have, those of a graph and of one's own folders are found at once", async () => {
    const { queries } = database();
    const folder = await insertFolder(queries, { parentId: 1, path: "own", createdBy: "ann" });
    const [own, second, others] = [
      await makeGraph(database()),
      await makeGraph(database()),
      await makeGraph(database()),
    ];
    for (const { graphId } of [own, second]) await setFolderOfGraph(queries, graphId, folder);
    const failed = (graph: typeof own, more: object = {}) =>
      makePipeline(database(), {
        ...graph,
        state: "failed",
        openTracks: 0,
        ...{ finishedAt: new Date() },
        ...more,
      });
    const first = await failed(own);
    const ofSecond = await failed(second);
    const seen = await failed(own, { acknowledgedBy: "ann" });
    const child = await failed(own, { parentId: first, parentNumber: 0, parentAttempt: 1 });
    for (let made = 0; made < 5; made += 1) await failed(others);
    const open = async (graphId: number | undefined, searched: number) => {
      const filter = { only: "open-failure", graphId } as const;
      const { rows, searchedTo } = await listPipelines(queries, filter, { limit: 2 }, [folder], searched);
      return [rows.map(({ pipeline }) => pipeline.id), searchedTo];
    };
    expect(await open(undefined, 3)).toEqual([[ofSecond, first], null]);
    expect(await open(own.graphId, 3)).toEqual([[first], null]);
    expect(first).toBeLessThan(Math.min(ofSecond, seen, child));
  });

  test("a child knows the vertex of its parent that launched it, and so for a whole page at once", async () => {
    const { queries, pool } = database();
    const graph = await makeGraph(database());
    await pool.query(
      "insert into vertex (revision_id, number, name, spec, digest) values (?, 0, 'deploy', '{}', '')",
      [graph.revisionId],
    );
    const parent = await makePipeline(database(), graph);
    const children = [1, 2].map((parentAttempt) =>
      makePipeline(database(), { ...graph, parentId: parent, parentNumber: 0, parentAttempt }),
    );
    const ids = await Promise.all(children);
    const found = await parentVertices(queries, [parent, ...ids]);
    expect(new Set(found)).toEqual(
      new Set(ids.map((id) => ({ id, parentId: parent, vertex: "deploy", folder: "" }))),
    );
    expect(await parentVertices(queries, [])).toEqual([]);
    expect([await isPipelineIn(queries, parent, "all"), await isPipelineIn(queries, parent, [])]).toEqual([
      true,
      false,
    ]);
    expect(walkOf({}).rest.length + and([]).values.length).toBe(0);
  });
});
