import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { deleteSecret, listSecrets, saveSecret } from "#services/fleet/secret-store.ts";
import { launchPipeline } from "#services/pipelines/launch-pipeline.ts";
import { ANN } from "#testing/api/ann-asks.ts";
import { everyAttempt } from "#testing/every-attempt.ts";
import { trackIn } from "#testing/launched.ts";
import { startTestSystem } from "#testing/test-system.ts";

const KEY = randomBytes(32);
const VALUE = "p@ss 'w0rd' $(id) 'x'";

const { database, launch, seal, startRunner } = await startTestSystem();
await startRunner({ SIGNALBOX_SECRET_KEY: KEY.toString("base64") });
await saveSecret(database.queries, secretBox(KEY), { name: "deploy-token", value: VALUE }, ANN);

/** Everything that is in the database, as one text. */
async function everything(): Promise<string> {
  const [tables] = await database.pool.query("show tables");
  const names = (tables as object[]).map((row) => String(Object.values(row)[0]));
  const rows = await Promise.all(names.map((name) => database.pool.query(`select * from \`${name}\``)));
  return JSON.stringify(
    rows.map(([found]) => found),
    (_key, value) => (value?.type === "Buffer" ? Buffer.from(value.data).toString("latin1") : value),
  );
}

test("a script has its secret; graph, pipeline, attempt and log do not contain it", async () => {
  const script = [
    '[ "{token}" = "$token" ] && echo "given {token} and $(printf %s "u:$token" | base64)" && echo "split: ${token:0:5}"',
    'printf "%s" "${token:0:9}"; sleep 0.3; printf "%s\\n" "${token:9}" >&1',
    'printf "%s" "${token:0:9}"; printf "%s\\n" "${token:9}" >&2',
    'echo "length=${#token}" >> $SIGNALBOX_OUTPUT',
  ].join("\n");
  const run = await launch(
    `signalbox: 1\nname: with-secret\nvertices:\n  A:\n    inputs: { token: { type: secret, default: deploy-token } }\n    script: ${JSON.stringify(script)}\n`,
  );
  const ended = await run.until(({ pipeline }) => pipeline.state !== "running");
  expect(ended.pipeline.state).toBe("succeeded");
  expect(trackIn(ended, "A").outputs).toEqual({ length: String(VALUE.length) });
  const [attempt] = await everyAttempt(database.queries, run.id, "A");
  expect(attempt?.inputs).toEqual({ token: "deploy-token" });
  const kept = await everything();
  expect(kept).toContain("given *** and");
  for (const form of [
    VALUE,
    Buffer.from(VALUE).toString("base64"),
    Buffer.from(`u:${VALUE}`).toString("base64"),
  ])
    expect(kept).not.toContain(form);
});

test("an output that holds a secret fails its track with the secret's name; what was written is in no table", async () => {
  await saveSecret(database.queries, secretBox(KEY), { name: "db-password", value: "postgres" }, ANN);
  const run = await launch({
    name: "holds-secret",
    vertices: {
      A: {
        inputs: { password: { type: "secret", default: "db-password" } },
        script: 'echo "url=jdbc:{password}://db" >> $SIGNALBOX_OUTPUT',
        retry: { max: 3 },
      },
      B: { inputs: { url: { type: "string", from: "outputs.A.url" } }, script: 'echo "{url}"' },
    },
    edges: ["A -> B"],
  });
  const ended = await run.until(({ pipeline }) => pipeline.state !== "running");
  expect(trackIn(ended, "A")).toMatchObject({
    state: "failed",
    attempt: 1,
    reason: expect.stringMatching(/^its output url holds the secret db-password\. .*leave it out/),
    outputs: null,
  });
  expect(JSON.stringify(await everyAttempt(database.queries, run.id, "A"))).not.toContain("jdbc:postgres");
});

test("outputs that are no text fail their track, with the place of the first wrong byte", async () => {
  const run = await launch({
    name: "no-text",
    vertices: { A: { script: 'printf "a=1\\nname=caf\\351\\n" >> $SIGNALBOX_OUTPUT' } },
  });
  const ended = await run.until(({ pipeline }) => pipeline.state !== "running");
  expect(trackIn(ended, "A")).toMatchObject({
    state: "failed",
    reason:
      "its outputs cannot be read from the file $SIGNALBOX_OUTPUT: its byte 0xe9 at position 13 is not valid utf-8",
  });
});

test("the next vertex may have the name of a secret's value", async () => {
  const run = await launch({
    name: "named-like-it",
    vertices: {
      A: {
        inputs: { password: { type: "secret", default: "db-password" } },
        script: 'echo "{password}"; echo "next=postgres" >> $SIGNALBOX_OUTPUT',
      },
      postgres: { script: "echo on" },
      other: { script: "echo off" },
    },
    edges: ["A -> postgres", "A -> other"],
  });
  const ended = await run.until(({ pipeline }) => pipeline.state !== "running");
  expect(ended.pipeline.state).toBe("succeeded");
  expect(trackIn(ended, "postgres").state).toBe("succeeded");
  expect(trackIn(ended, "other").state).toBe("skipped");
});

test("a secret that is not stored refuses the launch; one that is deleted meanwhile fails its track", async () => {
  const text = (name: string, secret: string) =>
    `signalbox: 1\nname: ${name}\nvertices:\n  W: { kind: wait, wait: { for: 1s } }\n  A: { inputs: { token: { type: secret, default: ${secret} } }, script: 'echo "{token}"' }\nedges: [W -> A]\n`;
  await expect(launch(text("missing", "nobody-knows"))).rejects.toThrow('There is no secret "nobody-knows"');
  await seal({
    name: "missing-odd",
    vertices: {
      A: {
        inputs: { toString: { type: "secret", default: "nobody-knows" }, b: { type: "string" } },
        script: 'echo "{toString}"',
      },
    },
  });
  const given = { graph: "missing-odd", params: {}, inputs: { A: { b: "y" } } };
  await expect(launchPipeline(database, given, "ann")).rejects.toThrow('There is no secret "nobody-knows"');
  await saveSecret(database.queries, secretBox(KEY), { name: "short-lived", value: "123456789" }, ANN);
  const run = await launch(text("gone", "short-lived"));
  await deleteSecret(database.queries, { name: "short-lived" }, ANN);
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "failed");
  expect(tracks[1]?.reason).toMatch(/^there is no secret short-lived/);
});

test("with another key nothing is revealed, and the track says what is wrong", async () => {
  await saveSecret(
    database.queries,
    secretBox(randomBytes(32)),
    { name: "foreign", value: "123456789" },
    ANN,
  );
  const run = await launch(
    "signalbox: 1\nname: foreign-key\nvertices:\n  A: { inputs: { token: { type: secret, default: foreign } }, script: 'echo {token}' }\n",
  );
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "failed");
  expect(tracks[0]?.reason).toMatch(/cannot be read with this key/);
});

test("names and values are checked, and no value is ever listed", async () => {
  const box = secretBox(KEY);
  await expect(
    saveSecret(database.queries, box, { name: "7 days", value: "x".repeat(9) }, ANN),
  ).rejects.toThrow("Wanted the name");
  await expect(saveSecret(database.queries, box, { name: "short", value: "12345" }, ANN)).rejects.toThrow(
    "at least 6 characters",
  );
  expect(JSON.stringify(await listSecrets(database.queries, ANN))).not.toContain("box");
});

test("a track whose fence no runner can give waits, says so, and runs once a runner that is allowed to is there", async () => {
  const run = await launch({
    name: "wants-host",
    vertices: { A: { fence: "host", script: "echo ran" }, B: { script: "echo usual" } },
  });
  const { tracks } = await run.until(({ tracks: all }) => all[1]?.state === "succeeded");
  expect(tracks[0]).toMatchObject({
    state: "pending",
    why: expect.stringMatching(
      /^It is ready, but no runner may run a script without a fence.*SIGNALBOX_FENCE_HOST/,
    ),
  });
  const allowed = await startRunner({ SIGNALBOX_RUNNER: "allowed", SIGNALBOX_FENCE_HOST: "allow" });
  const ended = await run.until(({ pipeline }) => pipeline.state !== "running");
  expect(ended.pipeline.state).toBe("succeeded");
  await allowed.stop();
});
