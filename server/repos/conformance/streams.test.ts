import { expect, test } from "vitest";
import { folderOfStream } from "../rights/subject-rows.ts";
import { findStream, listStreamRows, putStream, removeStream } from "../streams/stream-rows.ts";
import { HARD_TEXT, onEachServer } from "./servers-for-test.ts";

onEachServer((database) => {
  test("a stream is declared, replaced, and removed once", async () => {
    const { queries } = database();
    const row = {
      ...{ name: "orders", folderId: 1, connection: "cache", redisKey: HARD_TEXT.slice(0, 200) },
      ...{ maxLength: 10, maxRecordBytes: 100, keyField: "id", savedBy: HARD_TEXT },
    };
    await putStream(queries, row);
    await putStream(queries, { ...row, maxLength: 4_000_000_000, keyField: null });
    const { folderId: _folderId, ...kept } = row;
    const stored = { ...kept, maxLength: 4_000_000_000, keyField: null, folder: "" };
    expect(await findStream(queries, "orders")).toMatchObject(stored);
    expect(await listStreamRows(queries, "all")).toMatchObject([stored]);
    expect(await listStreamRows(queries, [1])).toMatchObject([stored]);
    expect(await listStreamRows(queries, [2])).toEqual([]);
    expect(await listStreamRows(queries, [])).toEqual([]);
    expect(await findStream(queries, "Orders")).toBeNull();
    expect(await folderOfStream(queries, "orders")).toBe("");
    expect(await removeStream(queries, "orders")).toBe(true);
    expect(await removeStream(queries, "orders")).toBe(false);
    expect(await folderOfStream(queries, "orders")).toBeNull();
  });
});
