import { expect, test } from "vitest";
import { savePresetInput } from "#contract/pipelines/presets.ts";
import { personWith } from "#testing/api/actors.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { deleteGraph } from "../graphs/delete-graph.ts";
import { addPerson, removePerson } from "../people/people.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { removePreset, savePreset } from "./save-preset.ts";
import { listPresets, showPreset } from "./show-presets.ts";

const { database, seal } = await startTestSystem();
const { queries } = database;
const { id: annId } = await addPerson(queries, { name: "ann", email: null }, COMMAND_LINE);
const { id: bobId } = await addPerson(queries, { name: "bob", email: null }, COMMAND_LINE);
const ANN = personWith({ id: annId, name: "ann", sessionId: 1 });
const BOB = personWith({ id: bobId, name: "bob", sessionId: 2 });
const graph = (params: object) => ({
  ...{ name: "deploy", params },
  vertices: { run: { script: "true", inputs: { keep: { type: "integer" }, key: { type: "secret" } } } },
});
const save = (more: object, actor = ANN) =>
  savePreset(
    database,
    savePresetInput.parse({ graph: "deploy", name: "prod", isShared: false, ...more }),
    actor,
  );
const refused = (code: string, text = "") => ({
  refusal: { code, text: expect.stringContaining(text) },
});

test("a preset is judged by the revision that is launched: what it does not ask for, what is missing and what became a secret is named", async () => {
  await seal(graph({ env: { type: "string" }, size: { type: "integer" }, token: { type: "string" } }));
  const params = { env: "prod", size: "4", token: "t-1" };
  const inputs = { run: { keep: 3, key: "the-key" } };
  expect(await save({ params, inputs })).toMatchObject({
    ...{ name: "prod", isShared: false, savedBy: "ann", notKept: ["key of run"] },
  });
  await expect(save({ params: { none: 1, size: "x" } })).rejects.toMatchObject({
    refusal: { code: "bad-input", problems: [{ path: "none" }, { path: "params.size" }] },
  });
  await expect(save({ params: { env: "x".repeat(1_048_576) } })).rejects.toMatchObject(
    refused("bad-input", "bytes"),
  );
  const shown = (revision?: number) => showPreset(queries, { graph: "deploy", name: "prod", revision }, ANN);
  expect(await shown(1)).toMatchObject({
    params: { env: "prod", size: 4, token: "t-1" },
    ...{ inputs: { run: { keep: 3 } }, unknown: [], secrets: [], missing: [] },
  });
  await seal(
    graph({
      target: { type: "string", required: true },
      size: { type: "integer" },
      token: { type: "secret" },
    }),
  );
  const later = await shown(2);
  expect(later).toMatchObject({
    params: { size: 4 },
    unknown: ["env"],
    secrets: ["token"],
    missing: ["target"],
  });
  expect(JSON.stringify(later)).not.toContain("t-1");
  expect(await shown()).toMatchObject({ unknown: ["env"] });
  await expect(shown(9)).rejects.toMatchObject(refused("not-found"));
});

test("own presets are seen by their person only, an own one goes before a shared one of its name, and a save that saw another edit is refused", async () => {
  await expect(save({})).rejects.toMatchObject(refused("conflict", "already"));
  const first = await save({ isShared: true, params: { size: 8 } }, BOB);
  await removePreset(database, { graph: "deploy", name: "prod", isShared: true }, BOB);
  const { edit } = await save({ isShared: true, params: { size: 9 } }, BOB);
  await expect(save({ isShared: true, edit: first.edit }, ANN), "made anew").rejects.toMatchObject(
    refused("conflict", "in between"),
  );
  await save({ name: "mine", params: {} }, BOB);
  const names = async (actor: typeof ANN) =>
    (await listPresets(queries, "deploy", actor)).map(({ name, isShared }) => `${name} ${isShared}`);
  expect(await names(ANN)).toEqual(["prod true", "prod false"]);
  expect(await names(BOB)).toEqual(["mine false", "prod true"]);
  expect(await listPresets(queries, "deploy", COMMAND_LINE)).toHaveLength(1);
  const asked = { graph: "deploy", name: "prod" };
  expect(await showPreset(queries, asked, ANN)).toMatchObject({ isShared: false, params: { size: 4 } });
  expect(await showPreset(queries, { ...asked, isShared: true }, ANN)).toMatchObject({ params: { size: 9 } });
  expect(await showPreset(queries, asked, BOB)).toMatchObject({ isShared: true });
  await expect(showPreset(queries, { ...asked, isShared: false }, BOB)).rejects.toMatchObject(
    refused("not-found"),
  );
  await expect(
    savePreset(database, savePresetInput.parse({ ...asked, isShared: false }), COMMAND_LINE),
  ).rejects.toMatchObject(refused("bad-input", "Only a person"));
  // Two people who saw the same edit: the first one counts.
  const saves = await Promise.allSettled([
    save({ isShared: true, edit, params: { size: 1 } }, ANN),
    save({ isShared: true, edit, params: { size: 2 } }, BOB),
  ]);
  expect(saves.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expect(save({ name: "none", edit: 1 })).rejects.toMatchObject(refused("not-found"));
});

test("a preset goes with its graph, an own one with its person, and it is deleted by whose it is", async () => {
  await expect(
    removePreset(database, { graph: "deploy", name: "mine", isShared: false }, ANN),
  ).rejects.toMatchObject(refused("not-found"));
  await removePerson(queries, bobId, COMMAND_LINE);
  expect(await listPresets(queries, "deploy", BOB)).toMatchObject([{ name: "prod", isShared: true }]);
  await removePreset(database, { graph: "deploy", name: "prod", isShared: true }, COMMAND_LINE);
  await deleteGraph(database, { name: "deploy" }, COMMAND_LINE);
  await seal(graph({ env: { type: "string" } }));
  expect(await listPresets(queries, "deploy", ANN)).toEqual([]);
});
