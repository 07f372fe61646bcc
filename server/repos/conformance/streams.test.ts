import { expect, test } from "vitest";
import { installationId } from "../fleet/installation-rows.ts";
import { folderOfStream } from "../rights/subject-rows.ts";
import {
  findStream,
  insertStream,
  listStreamRows,
  lockStream,
  removeStream,
  updateStream,
} from "../streams/stream-rows.ts";
import { sealedGraphs, verticesWithStreams } from "../streams/stream-transfer-rows.ts";
import { HARD_TEXT, makeGraph, onEachServer } from "./servers-for-test.ts";

onEachServer((database) => {
  test("a stream is declared, changed only in the version that was seen, and removed once", async () => {
    const { queries } = database();
    const row = {
      ...{ name: "orders", folderId: 1, connection: "cache", redisKey: HARD_TEXT.slice(0, 200) },
      ...{ maxLength: 10, maxRecordBytes: 100, keyField: "id", savedBy: HARD_TEXT },
    };
    await insertStream(queries, row);
    const { version = 0 } = (await findStream(queries, "orders")) ?? {};
    expect(Math.abs(version / 1_000 - Date.now())).toBeLessThan(3_600_000);
    await expect(insertStream(queries, row)).rejects.toThrow();
    const changed = { ...row, maxLength: 4_000_000_000, keyField: null };
    expect(await updateStream(queries, changed, version + 1)).toBe(false);
    expect(await updateStream(queries, changed, version)).toBe(true);
    expect(await updateStream(queries, row, version)).toBe(false);
    const { folderId: _folderId, ...kept } = row;
    const stored = { ...kept, maxLength: 4_000_000_000, keyField: null, folder: "", version: version + 1 };
    expect(await findStream(queries, "orders")).toMatchObject(stored);
    expect(await listStreamRows(queries, "all")).toMatchObject([stored]);
    expect(await listStreamRows(queries, [1])).toMatchObject([stored]);
    expect(await listStreamRows(queries, [2])).toEqual([]);
    expect(await listStreamRows(queries, [])).toEqual([]);
    expect(await findStream(queries, "Orders")).toBeNull();
    expect(await folderOfStream(queries, "orders")).toBe("");
    await lockStream(queries, "orders");
    expect(await removeStream(queries, "Orders")).toBe(false);
    expect(await removeStream(queries, "orders")).toBe(true);
    expect(await removeStream(queries, "orders")).toBe(false);
    expect(await folderOfStream(queries, "orders")).toBeNull();
    // One that is declared anew has no version that somebody saw of the removed one.
    await insertStream(queries, row);
    expect((await findStream(queries, "orders"))?.version).toBeGreaterThan(version + 1);
  });

  test("the id of the installation is drawn once, also by many at the same time", async () => {
    const { queries } = database();
    const ids = await Promise.all(Array.from({ length: 5 }, () => installationId(queries)));
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^[0-9a-f]{12}$/);
    expect(await installationId(queries)).toBe(ids[0]);
  });

  test("of each graph the revision is given that was sealed last, and of a revision the vertices that name a stream of Redis", async () => {
    const { queries } = database();
    const { revisionId } = await makeGraph(database());
    expect(await sealedGraphs(queries)).toEqual([
      { revisionId, graph: expect.stringMatching(/^graph-/), folder: "" },
    ]);
    expect(await verticesWithStreams(queries, [revisionId])).toEqual([]);
    expect(await verticesWithStreams(queries, [])).toEqual([]);
  });
});
