import { TRPCClientError } from "@trpc/client";
import { createConnection } from "mysql2/promise";
import { expect, test } from "vitest";
import type { GraphFileJson } from "#contract/graphs/graphs.ts";
import type { Refusal } from "#contract/refusal.ts";
import { connectionOptionsOf } from "#platform/database-url.ts";
import { openApiClient } from "#testing/api/api-client.ts";
import { startTestSystem } from "#testing/test-system.ts";

const BYSTANDER = `signalbox: 1
name: bystander
vertices:
  A: { script: echo A, inputs: { ip: { type: ip, required: true }, count: { type: integer } } }
  B: { script: echo B }
edges: [A -> B]
`;

const { databaseUrl, startApi } = await startTestSystem();
const api = openApiClient((await startApi()).url);
await api.graphs.applyText.mutate({ text: BYSTANDER });

/** The server's message and status. A refused call must write nothing. */
async function refused(call: () => Promise<unknown>): Promise<Refusal & { status: number }> {
  const before = await rowCounts();
  const error: unknown = await call().then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TRPCClientError)) throw new Error("It was not refused.", { cause: error });
  expect(await rowCounts()).toEqual(before);
  const data = error.data as { httpStatus: number; refusal: Refusal | null };
  expect(data.refusal, error.message).not.toBeNull();
  expect(data.refusal?.text).toMatch(/^[^\n]+[.?)]$/);
  expect(data.refusal?.text).not.toMatch(/ at .*\.ts|node_modules|SELECT|undefined|\[object/);
  return { ...(data.refusal as Refusal), status: data.httpStatus };
}

async function rowCounts(): Promise<unknown> {
  const connection = await createConnection(connectionOptionsOf(databaseUrl));
  try {
    const tables = ["graph", "revision", "vertex", "edge", "pipeline", "track", "prompt", "event"];
    const [rows] = await connection.query(
      tables.map((name) => `SELECT '${name}' name, COUNT(*) n FROM \`${name}\``).join(" UNION ALL "),
    );
    return rows;
  } finally {
    await connection.end();
  }
}

const text = (rest: string) => `signalbox: 1\nname: bad\n${rest}`;
const apply = (file: string) => refused(() => api.graphs.applyText.mutate({ text: file }));

test.each<[string, string, RegExp, string | number]>([
  [
    "the same edge twice",
    text("vertices: { A: { script: a }, B: { script: b } }\nedges: [A -> B, A -> B]\n"),
    /A -> B/,
    "edges: A -> B",
  ],
  ["an edge to itself", text("vertices: { A: { script: a } }\nedges: [A -> A]\n"), /A/, "edges: A -> A"],
  ["an edge to nowhere", text("vertices: { A: { script: a } }\nedges: [A -> Z]\n"), /Z/, "edges: A -> Z"],
  ["a key twice", text("vertices:\n  A: { script: a }\n  A: { script: b }\n"), /A/, 5],
  ["a name of 65 characters", text(`vertices: { ${"a".repeat(65)}: { script: a } }\n`), /64/, 3],
  ["a name with a slash", text('vertices: { "a/b": { script: a } }\n'), /a\/b/, 3],
  ["a NUL in a script", text('vertices: { A: { script: "echo \\0" } }\n'), /NUL/, 3],
  [
    "an anchor that names itself over and over",
    text(
      `a: &a [x]\n${"bcdefghij"
        .split("")
        .map((name, index) => `${name}: &${name} [${`*${"abcdefghij"[index]},`.repeat(9)}]\n`)
        .join("")}`,
    ),
    /anchor|alias/i,
    6,
  ],
  ["no YAML", "signalbox: 1\nname: [\n", /\w/, 3],
])("%s is refused with its place", async (_what, file, said, place) => {
  const { code, status, text: sentence, problems } = await apply(file);
  expect([code, status]).toEqual(["bad-input", 400]);
  expect(`${sentence} ${JSON.stringify(problems)}`).toMatch(said);
  const places = problems?.map((problem) => (typeof place === "number" ? problem.line : problem.path));
  expect(places).toContain(place);
});

test("an empty graph and a cyclic one are kept as drafts, but cannot be sealed or launched", async () => {
  for (const [name, rest, said] of [
    ["empty", "vertices: {}\n", /no vert/],
    [
      "cyclic",
      "vertices: { A: { script: a }, B: { script: b }, C: { script: c } }\nedges: [A -> B, B -> C, C -> A]\n",
      /A -> B -> C -> A/,
    ],
  ] as const) {
    const { findings } = await api.graphs.applyText.mutate({ text: `signalbox: 1\nname: ${name}\n${rest}` });
    expect(findings.map((finding) => finding.text).join()).toMatch(said);
    for (const call of [
      () => api.graphs.seal.mutate({ name }),
      () => api.pipelines.launch.mutate({ graph: name, inputs: {}, params: {} }),
    ]) {
      const { code, status, problems } = await refused(call);
      expect([code, status]).toEqual(["check-failed", 422]);
      expect(JSON.stringify(problems)).toMatch(said);
    }
  }
});

test("a value of the wrong type, an unknown input and an unknown vertex refuse a launch, and are reported together", async () => {
  const inputs = { A: { ip: "300.1.1.1", count: "many", ipp: "127.0.0.1" }, Z: { x: 1 } };
  const { code, status, problems } = await refused(() =>
    api.pipelines.launch.mutate({ graph: "bystander", inputs, params: {} }),
  );
  expect([code, status]).toEqual(["bad-input", 400]);
  expect(problems?.map(({ path }) => path).sort()).toEqual([
    "inputs.A.count",
    "inputs.A.ip",
    "inputs.A.ipp",
    "inputs.Z",
  ]);
});

test("a save over another person's newer save is refused, and the newer one stays", async () => {
  const { edit, file } = await api.graphs.show.query({ name: "bystander" });
  const saved = await api.graphs.save.mutate({ name: "bystander", edit, file: described(file, "theirs") });
  const { code, status, kept } = await refused(() =>
    api.graphs.save.mutate({ name: "bystander", edit, file: described(file, "mine") }),
  );
  expect([code, status]).toEqual(["conflict", 409]);
  expect(kept).toMatch(/Nothing was overwritten/);
  const now = await api.graphs.show.query({ name: "bystander" });
  expect([now.edit, now.file["description"]]).toEqual([saved.edit, "theirs"]);
});

test("a save of a graph that was deleted is refused where another one has its name by now, whatever their numbers", async () => {
  const make = (description: string) =>
    api.graphs.applyText.mutate({
      text: `signalbox: 1\nname: made-anew\ndescription: ${description}\nvertices: { A: {} }\n`,
    });
  await make("former");
  const former = await api.graphs.show.query({ name: "made-anew" });
  await api.graphs.delete.mutate({ name: "made-anew" });
  await make("present");
  const { code, text } = await refused(() =>
    api.graphs.save.mutate({
      name: "made-anew",
      graphId: former.graphId,
      edit: former.edit,
      file: described(former.file, "mine"),
    }),
  );
  expect(code).toBe("conflict");
  expect(text).toMatch(/another one has its name/);
  const now = await api.graphs.show.query({ name: "made-anew" });
  expect([now.edit, now.file["description"]]).toEqual([former.edit, "present"]);
});

test("a draft that somebody saved since it was looked at is not launched", async () => {
  const text = (script: string) =>
    `signalbox: 1\nname: looked-at\nvertices: { A: { script: ${JSON.stringify(script)} } }\n`;
  const { edit } = await api.graphs.applyText.mutate({ text: text("true") });
  await api.graphs.applyText.mutate({ text: text("rm -rf /data") });
  const { code } = await refused(() =>
    api.pipelines.launch.mutate({ graph: "looked-at", edit, inputs: {}, params: {} }),
  );
  expect(code).toBe("conflict");
  const { pipelines } = await api.pipelines.list.query({ graph: "looked-at" });
  expect(pipelines).toEqual([]);
  const { id } = await api.pipelines.launch.mutate({
    graph: "looked-at",
    edit: edit + 1,
    inputs: {},
    params: {},
  });
  await api.pipelines.cancel.mutate({ id, kill: true });
});

function described(file: GraphFileJson, description: string): GraphFileJson {
  return { ...file, description };
}

test("a second answer is refused with the name of the person who answered first", async () => {
  const { id } = await api.pipelines.launch.mutate({ graph: "bystander", inputs: {}, params: {} });
  const open = await api.prompts.list.query({ state: "open" });
  const prompt = open.find(({ pipeline }) => pipeline.id === id);
  if (prompt === undefined) throw new Error("No prompt was opened.");
  const wrong = await refused(() => api.prompts.answer.mutate({ id: prompt.id, values: { ip: "here" } }));
  expect([wrong.code, wrong.problems?.map(({ path }) => path)]).toEqual(["bad-input", ["values.ip"]]);
  await api.prompts.answer.mutate({ id: prompt.id, values: { ip: "127.0.0.1" } });
  const {
    code,
    status,
    text: sentence,
  } = await refused(() => api.prompts.answer.mutate({ id: prompt.id, values: { ip: "127.0.0.2" } }));
  expect([code, status]).toEqual(["conflict", 409]);
  expect(sentence).toMatch(/ann/);
});

test("a request with a wrong shape is refused with the path of the mistake", async () => {
  const { code, status, problems } = await refused(() =>
    // @ts-expect-error an id is a number
    api.pipelines.show.query({ id: "one" }),
  );
  expect([code, status]).toEqual(["bad-input", 400]);
  expect(problems?.[0]?.path).toBe("id");
});

test("a misspelt field refuses a launch with the nearest field; odd characters in a text, with their place", async () => {
  const misspelt = { graph: "bystander", inputs: {}, parms: { a: 1 } };
  const { code, text: sentence } = await refused(() => api.pipelines.launch.mutate(misspelt));
  expect([code, sentence]).toEqual([
    "bad-input",
    expect.stringContaining("`parms` (did you mean `params`?)"),
  ]);
  for (const [field, odd, said] of [
    ["key", "k\0", /NUL/],
    ["name", "half \ud83d", /surrogate/],
  ] as const) {
    const { problems } = await refused(() =>
      api.pipelines.launch.mutate({ graph: "bystander", [field]: odd }),
    );
    expect(problems).toEqual([{ path: field, text: expect.stringMatching(said) }]);
  }
});

test("a procedure that takes no input is asked without one, and refuses one", async () => {
  expect(await api.graphs.createExample.mutate({})).toMatchObject({ name: expect.any(String) });
  expect(await api.secrets.list.query()).toEqual([]);
  // @ts-expect-error it takes no input
  const { text: sentence } = await refused(() => api.secrets.list.query({ search: "x" }));
  expect(sentence).toContain("Unknown here: `search`");
});

test("a missing thing is named", async () => {
  for (const call of [
    () => api.graphs.show.query({ name: "nowhere" }),
    () => api.graphs.delete.mutate({ name: "nowhere" }),
    () => api.pipelines.launch.mutate({ graph: "nowhere", inputs: {}, params: {} }),
  ]) {
    const { code, status, text: sentence } = await refused(call);
    expect([code, status]).toEqual(["not-found", 404]);
    expect(sentence).toMatch(/nowhere/);
  }
  expect((await refused(() => api.pipelines.show.query({ id: 987_654 }))).text).toMatch(/987654/);
});

test("a time that the database cannot hold is refused with the years that it can hold", async () => {
  const schedule = { name: "far", graph: "bystander", zone: "UTC", cron: "@daily" };
  for (const far of [new Date("-000100-01-01T00:00:00Z"), new Date("+010000-01-01T00:00:00Z")])
    for (const call of [
      () => api.schedules.save.mutate({ ...schedule, startsAt: far }),
      () => api.schedules.preview.query({ cron: "@daily", zone: "UTC", endsAt: far }),
      () => api.pipelines.list.query({ from: far }),
    ]) {
      const { code, status, text: said } = await refused(call);
      expect([code, status]).toEqual(["bad-input", 400]);
      expect(said).toMatch(/: Wanted a time in the years 1000 to 9999\.$/);
    }
});

test.each<[string, () => Promise<unknown>, string]>([
  [
    "a word that is none of a list",
    () => api.triggers.save.mutate({ name: "t", graph: "bystander", kind: "mqtt" as "webhook" }),
    'kind: Wanted `webhook`, `after` or `stream`, found the text "mqtt".',
  ],
  [
    "a number below the least",
    () => api.retention.set.mutate({ graph: "bystander", pipelineDays: 0 }),
    "pipelineDays: Wanted a number of at least 1, found the number 0.",
  ],
  [
    "a text in the place of a number",
    () => api.retention.set.mutate({ graph: "bystander", pipelineDays: "3" as unknown as number }),
    'pipelineDays: Wanted a number, found the text "3".',
  ],
])("%s is refused with what was wanted and what was found", async (_name, call, wanted) => {
  expect((await refused(call)).text).toBe(wanted);
});
