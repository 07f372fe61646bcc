import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseGraphFile } from "#engine/graph-file/graph-file.ts";
import { writeGraphText } from "#engine/graph-file/write-graph-text.ts";
import type { Json } from "#engine/json/json.ts";
import { writeJson } from "#engine/json/write-json.ts";
import {
  inputNameProblem,
  vertexNameKey,
  vertexNameOf,
  vertexNameProblem,
} from "#engine/shape/names/graph-names.ts";
import { reservedInputName } from "#engine/values/reserved-names.ts";
import { openApiClient } from "#testing/api/api-client.ts";
import { arbitraryJson, ODD_NAMES, ODD_TEXTS } from "#testing/engine/arbitrary-json.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { answerCallback } from "./serve/routes/serve-callback.ts";

/** How many values and files are tried. `ODD_ROUNDS=10000` tries that many; the suite tries a few in each run. */
const ROUNDS = Number(process.env["ODD_ROUNDS"] ?? 24);
const MANY = { numRuns: ROUNDS, interruptAfterTimeLimit: undefined };
/** So many pipelines run at once. */
const AT_ONCE = 8;

const system = await startTestSystem();
const api = openApiClient((await system.startApi()).url);
await system.startRunner({ SIGNALBOX_RUNNER: "r1", SIGNALBOX_CONCURRENCY: String(AT_ONCE) });
const dir = await system.makeDirectory();

const vertexNames = fc
  .uniqueArray(fc.oneof(fc.constantFrom(...ODD_NAMES), fc.string({ unit: "grapheme", maxLength: 6 })), {
    minLength: 1,
    maxLength: 6,
    selector: vertexNameKey,
  })
  .map((names) => names.filter((name) => vertexNameProblem(name) === null).map(vertexNameOf));
const inputNames = fc.subarray(
  [...ODD_NAMES, "a", "_b", "B_9"].filter(
    (name) => inputNameProblem(name) === null && reservedInputName(name) === null,
  ),
);

const graphFile = fc
  .tuple(
    vertexNames,
    inputNames,
    fc.array(arbitraryJson, { minLength: 30, maxLength: 30 }),
    fc.constantFrom(...ODD_TEXTS),
  )
  .map(([vertices, inputs, values, text]) => {
    const specs = inputs.map((name, place) => [name, { type: "json", default: values[place] ?? 1 }] as const);
    return {
      signalbox: 1,
      name: "odd-file",
      description: `d${text}`,
      params: Object.fromEntries(specs),
      vertices: new Map(
        vertices.map((name, place) => [
          name,
          {
            script: `echo ${text}`,
            inputs: Object.fromEntries(specs),
            outputs: { list: { type: "list", default: [values[place] ?? 1] } },
          },
        ]),
      ),
    };
  });

test("a graph file with odd names, keys, numbers and texts is applied, exported and applied again unchanged", async () => {
  await fc.assert(
    fc.asyncProperty(graphFile, async (value) => {
      const parsed = parseGraphFile(value);
      if (!parsed.ok) throw new Error(writeJson(parsed.problems));
      const text = writeGraphText(parsed.file);
      const applied = await api.graphs.applyText.mutate({ text });
      const view = await api.graphs.show.query({ name: "odd-file" });
      expect(view.digest).toBe(applied.digest);
      const shown = parseGraphFile(view.file);
      expect(shown.ok && writeGraphText(shown.file)).toBe(text);
      expect(shown.ok && [...shown.file.content.vertices.keys()]).toEqual([...value.vertices.keys()]);
      const exported = await api.graphs.export.query({ name: "odd-file" });
      expect(exported).toEqual({ text });
      await api.graphs.save.mutate({ name: "odd-file", edit: view.edit, file: view.file });
      expect((await api.graphs.show.query({ name: "odd-file" })).digest).toBe(applied.digest);
    }),
    MANY,
  );
});

const values = fc.record({ param: arbitraryJson, call: arbitraryJson, answer: arbitraryJson });

test("a value that is launched, sent by a call or answered reaches the next script unchanged, and every page shows it", async () => {
  await system.seal({
    name: "odd-values",
    params: { param: { type: "json" } },
    vertices: {
      W: { kind: "wait", wait: { callback: "once" }, outputs: { data: { type: "json", from: "call" } } },
      S: {
        inputs: {
          param: { type: "json", from: "params.param" },
          call: { type: "json", from: "outputs.W.data" },
          answer: { type: "json", required: true },
        },
        outputs: { back: { type: "json" } },
        script: `for name in param call answer; do printf '%s' "\${!name}" > "${dir}/$SIGNALBOX_PIPELINE.$name"; done
          printf 'back<<-END-\n%s\n-END-\n' "$answer" >> "$SIGNALBOX_OUTPUT"`,
      },
    },
    edges: ["W -> S"],
  });
  const batches = fc.array(values, { minLength: AT_ONCE, maxLength: AT_ONCE });
  await fc.assert(
    fc.asyncProperty(batches, async (batch) => {
      await Promise.all(batch.map(sendThrough));
    }),
    { ...MANY, numRuns: Math.ceil(ROUNDS / AT_ONCE) },
  );
}, 120_000);

async function sendThrough({
  param,
  call,
  answer,
}: {
  param: Json;
  call: Json;
  answer: Json;
}): Promise<void> {
  // Text of type json is JSON text; see `checkJson`.
  const given = (value: Json) => (typeof value === "string" ? writeJson(value) : value);
  const { id } = await api.pipelines.launch.mutate({
    graph: "odd-values",
    revision: 1,
    params: { param: given(param) },
  });
  const shown = await api.pipelines.show.query({ id });
  expect(writeJson(shown.params)).toBe(writeJson({ param }));
  const url = shown.tracks.find(({ vertex }) => vertex === "W")?.callback ?? "";
  const request = new Request(url, { method: "POST", body: writeJson(call) });
  expect((await answerCallback(system.database, request, url.split("/").at(-1) ?? "")).status).toBe(200);
  const prompts = await api.prompts.list.query({ state: "open" });
  const prompt = prompts.find(({ pipeline }) => pipeline.id === id);
  if (prompt === undefined) throw new Error(writeJson(await api.pipelines.show.query({ id })));
  await api.prompts.answer.mutate({ id: prompt.id, values: { answer: given(answer) } });
  await expect.poll(() => stateOf(id), { timeout: 30_000, interval: 20 }).toBe("succeeded");
  const { tracks } = await api.pipelines.show.query({ id });
  const track = tracks.find(({ vertex }) => vertex === "S");
  expect(writeJson(track?.inputs)).toBe(writeJson({ param, call, answer }));
  expect(writeJson(track?.outputs)).toBe(writeJson({ back: answer }));
  for (const [name, value] of Object.entries({ param, call, answer }))
    expect(readFileSync(join(dir, `${id}.${name}`), "utf8")).toBe(writeJson(value));
}

async function stateOf(id: number): Promise<string> {
  return (await api.pipelines.show.query({ id })).pipeline.state;
}

test("names that JavaScript gives a meaning are names of params, inputs and outputs like others", async () => {
  const names = ODD_NAMES.filter(
    (name) => inputNameProblem(name) === null && reservedInputName(name) === null,
  );
  const each = (spec: object) => Object.fromEntries(names.map((name) => [name, spec]));
  const read = (from: string) =>
    Object.fromEntries(names.map((name) => [name, { type: "string", from: `${from}["${name}"]` }]));
  await system.seal({
    name: "odd-names",
    params: each({ type: "string" }),
    vertices: {
      A: {
        inputs: names,
        outputs: each({ type: "string" }),
        script: names.map((name) => `echo "${name}={${name}}+" >> "$SIGNALBOX_OUTPUT"`).join("\n"),
      },
      B: { inputs: read("outputs.A"), script: names.map((name) => `echo {${name}}`).join("\n") },
    },
    edges: ["A -> B"],
  });
  const params = Object.fromEntries(names.map((name, place) => [name, `v${place}`]));
  const { id } = await api.pipelines.launch.mutate({ graph: "odd-names", revision: 1, params });
  await expect.poll(() => stateOf(id), { timeout: 30_000, interval: 20 }).toBe("succeeded");
  const { tracks } = await api.pipelines.show.query({ id });
  expect(tracks.map(({ inputs }) => inputs)).toEqual([
    params,
    Object.fromEntries(names.map((name, place) => [name, `v${place}+`])),
  ]);
  expect(names).toContain("constructor");
  expect(names).toContain("toString");
});
