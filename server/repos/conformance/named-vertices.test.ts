import { expect, test } from "vitest";
import { transact } from "#platform/database/db.ts";
import { replaceContent } from "../graphs/content-rows.ts";
import { markGraphDeleted, renameGraphRow } from "../graphs/graph-rows.ts";
import { sealedHeaders, specsNamed } from "../graphs/pin-rows.ts";
import { HARD_TEXT, makeGraph, onEachServer } from "./servers-for-test.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;

onEachServer((database) => {
  test("vertices are read by their names exactly, each from its own revision, and more of them than one statement holds", async () => {
    const { queries } = database();
    const [one, other] = [await makeGraph(database()), await makeGraph(database())];
    for (const { revisionId } of [one, other]) {
      const names = ["a", "A", "b"].map((name, number) => ({
        ...{ number, name, digest: DIGEST, x: null, y: null },
        spec: { script: `${name} of ${revisionId} ${HARD_TEXT}` },
      }));
      await transact(database(), (tx) => replaceContent(tx, revisionId, names, []));
    }
    const none = Array.from({ length: 600 }, (_, at) => ({ revisionId: one.revisionId, name: `none-${at}` }));
    const wanted = [
      { revisionId: one.revisionId, name: "a" },
      ...none,
      { revisionId: other.revisionId, name: "b" },
    ];
    expect(await specsNamed(queries, wanted)).toEqual([
      { ...wanted[0], spec: { script: `a of ${one.revisionId} ${HARD_TEXT}` } },
      { ...wanted[601], spec: { script: `b of ${other.revisionId} ${HARD_TEXT}` } },
    ]);
    expect(await specsNamed(queries, [])).toEqual([]);
  });

  test("the headers of sealed revisions are read by name and number, from folders that may be read, and not of a deleted graph", async () => {
    const { queries } = database();
    const { graphId } = await makeGraph(database());
    await renameGraphRow(queries, graphId, "Headed");
    const wanted = [
      { graph: "hEADED", number: 1 },
      ...Array.from({ length: 600 }, (_, at) => ({ graph: "headed", number: at + 2 })),
    ];
    const headers = (folders: "all" | number[]) => sealedHeaders(queries, wanted, folders);
    const header = { description: HARD_TEXT };
    expect(await headers("all")).toMatchObject([{ graph: "Headed", number: 1, header, retiredAt: null }]);
    expect(await headers([1])).toHaveLength(1);
    expect(await headers([2])).toEqual([]);
    expect(await headers([])).toEqual([]);
    expect(await sealedHeaders(queries, [], "all")).toEqual([]);
    await markGraphDeleted(queries, graphId);
    expect(await headers("all")).toEqual([]);
  });
});
