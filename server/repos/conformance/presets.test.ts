import { expect, test } from "vitest";
import { isDuplicateKey } from "#platform/database/db.ts";
import {
  countPresets,
  deletePreset,
  deletePresetsOf,
  findPreset,
  insertPreset,
  presetsOf,
  updatePreset,
} from "../presets/preset-rows.ts";
import { HARD_TEXT, makeGraph, onEachServer } from "./servers-for-test.ts";

onEachServer((database) => {
  test("a preset keeps its values, its name is its owner's only one, and it is replaced only from the edit that was read", async () => {
    const { queries } = database();
    const { graphId } = await makeGraph(database());
    const name = HARD_TEXT.slice(0, 100);
    const values = { params: { text: HARD_TEXT }, inputs: { "1": { n: 1 }, "": {} } };
    const row = { graphId, name, ownerId: null, values, savedBy: HARD_TEXT.slice(0, 200) };
    await insertPreset(queries, row);
    await insertPreset(queries, { ...row, ownerId: 7 });
    const twice = insertPreset(queries, row);
    expect(isDuplicateKey(await twice.catch((error: unknown) => error))).toBe(true);
    await insertPreset(queries, { ...row, name: `${name.slice(0, 90)} ` });
    const shared = await findPreset(queries, graphId, name, null);
    expect(shared).toMatchObject(row);
    const edit = shared?.edit ?? 0;
    expect(await findPreset(queries, graphId, name, 8)).toBeNull();
    expect(await presetsOf(queries, graphId, null)).toHaveLength(2);
    expect(await presetsOf(queries, graphId, 7)).toHaveLength(3);
    expect(await countPresets(queries, graphId, 7)).toBe(1);
    const id = shared?.id ?? 0;
    const next = { values: { params: {}, inputs: {} }, savedBy: "bob" };
    expect(await updatePreset(queries, id, edit, next)).toBe(true);
    expect(await updatePreset(queries, id, edit, next)).toBe(false);
    expect(await findPreset(queries, graphId, name, null)).toMatchObject({ ...next, edit: edit + 1 });
    expect([await deletePreset(queries, id), await deletePreset(queries, id)]).toEqual([true, false]);
    await insertPreset(queries, row);
    const again = await findPreset(queries, graphId, name, null);
    expect(again?.edit, "a new one under the same name").toBeGreaterThan(edit + 1);
    expect(await deletePresetsOf(queries, { personId: 7 })).toBe(1);
    expect(await deletePresetsOf(queries, { graphId })).toBe(2);
  });
});
