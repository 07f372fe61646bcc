import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "./run-cli-for-test.ts";

const { startApi, seal, makeDirectory } = await startTestSystem();
const server = await startApi();
const dir = await makeDirectory();

async function signalbox(words: string, stdin = "") {
  const command = runCliForTest(words.split(" "), { SIGNALBOX_URL: server.url }, stdin);
  return { code: await command.code, out: command.out, err: command.err };
}

/** Runs a command that has to succeed, and gives what it printed. */
async function done(words: string, stdin = ""): Promise<string> {
  const { code, out, err } = await signalbox(words, stdin);
  expect(code, out + err).toBe(0);
  return out;
}

const json = async (words: string, stdin = "") => JSON.parse(await done(`${words} --json`, stdin));
const graph = (name: string) =>
  seal({ name, params: { shop: { type: "string" } }, vertices: { A: { script: "echo A" } } });

const FILE = (name: string) => `signalbox: 1
name: ${name}
params:
  shop: { type: string }
vertices:
  A: { script: echo A }
triggers:
  - name: ${name}-nightly
    schedule: { cron: 30 6 * * 1-5, zone: Europe/Berlin, policy: { grace: 1h } }
    params:
      shop: north
    state: active
  - name: ${name}-after
    after: { graph: build }
    filter: pipeline.id > 3
    params:
      shop: pipeline.name
`;

test("a graph file with triggers is saved without them; they are applied on wish, and what it did is said", async () => {
  await graph("build");
  const file = FILE("load");
  expect(await done("graph check -f -", file)).toMatch(/It declares 2 triggers\.\nload: /);
  const applied = await signalbox("graph apply -f -", file);
  expect(applied.err).toContain("The file declares 2 triggers, which the draft has no part in");
  expect((await json("schedule list")).schedules).toEqual([]);
  // Before there is a revision, nothing could be launched.
  const early = await signalbox("graph triggers -f -", file);
  expect(early.code).not.toBe(0);
  expect(early.out).toContain("load-nightly: not done: stdin:8:5: load has no sealed revision");
  await done("graph seal load");
  const before = await json("graph show load");
  expect(await done("graph triggers -f - --preview", file)).toBe(
    "load-nightly: would be made, active.\nload-after: would be made, not published.\n",
  );
  expect((await json("schedule list")).schedules).toEqual([]);
  expect(await done("graph triggers -f -", file)).toBe(
    "load-nightly: made, active.\nload-after: made, not published.\n",
  );
  expect(await done("graph triggers -f - --preview", file)).toBe(
    "load-nightly: would stay as it is, active.\nload-after: would stay as it is, not published.\n",
  );
  expect(await json("graph triggers -f -", file)).toEqual([
    { name: "load-nightly", done: true, what: "unchanged", state: "active" },
    { name: "load-after", done: true, what: "unchanged", state: "new" },
  ]);
  // The draft and what is sealed are as they were.
  expect(await json("graph show load")).toMatchObject({ edit: before.edit, digest: before.digest });
  // What a person paused stays paused where the file says nothing; what an export says changes nothing.
  await done("trigger publish load-after");
  const exported = await done("graph export load --triggers");
  expect(exported).toContain("  - name: load-after\n    after: { graph: build }\n");
  expect(await done("graph export load")).not.toContain("triggers:");
  expect(await done("graph triggers -f -", exported)).toBe(
    "load-nightly: unchanged, active.\nload-after: unchanged, active.\n",
  );
  expect(await done("graph triggers -f -", file)).toContain("load-after: unchanged, active.\n");
  // What launches the sealed revision may not fit the draft any more: the file can be read all the same.
  await done("graph apply -f -", file.slice(0, file.indexOf("triggers:")).replace("shop:", "store:"));
  const renamed = await signalbox("graph export load --triggers");
  expect(renamed.code).toBe(0);
  expect(renamed.out).not.toContain("triggers:");
  expect(renamed.err).toContain("The schedule load-nightly is left out, because it does not fit this text");
  expect(renamed.err).toContain("The trigger load-after is left out");
  await done("graph check -f -", renamed.out);
  await done("graph apply -f -", file);
  // The same in a file of its own is the same.
  const own = await done("schedule export load-nightly");
  expect(await done("schedule apply -f -", own)).toBe("load-nightly: unchanged, active.\n");
  expect(await done("graph apply --tidy -f -", file.replace("echo A", '"echo A\\r\\n"'))).toContain("load");

  const less = file.slice(0, file.indexOf("  - name: load-after"));
  expect(await done("graph triggers -f -", less)).toBe(
    "load-nightly: unchanged, active.\nload-after: not in the file, left as it is, active (--remove-others removes it).\n",
  );
  expect(await done("graph triggers -f - --remove-others --preview", less)).toContain(
    "load-after: not in the file, would be removed.\n",
  );
  expect(await done("graph triggers -f - --remove-others", less)).toContain(
    "load-after: not in the file, removed.\n",
  );
  expect(await json("trigger list --graph load")).toEqual([]);
});

test("a mistake is told with its place; a name that launches another graph is left alone, and nothing is removed then", async () => {
  await graph("first");
  await graph("other");
  await done("schedule apply -f -", "schedule: 1\nname: first-nightly\ngraph: other\nevery: 1d\n");
  await done("schedule apply -f -", "schedule: 1\nname: first-old\ngraph: first\nevery: 1d\n");
  const file = FILE("first").slice(0, FILE("first").indexOf("  - name: first-after"));
  expect(await signalbox("graph triggers -f - --preview", file)).toMatchObject({
    code: 3,
    out: expect.stringContaining("first-nightly: would be refused: it launches another graph, other.\n"),
  });
  expect((await signalbox("graph triggers -f - --preview --remove-others", file)).out).toContain(
    "first-old: not in the file, would be left as it is, not published, because of what would be refused.\n",
  );
  const refused = await signalbox("graph triggers -f - --remove-others", file);
  expect(refused.code).toBe(3);
  expect(refused.out).toContain(
    'stdin:8:5: There is a schedule "first-nightly" already, which launches another',
  );
  expect(refused.out).toContain("first-old: not in the file, left as it is, not published, because of what");
  expect((await json("schedule show first-nightly")).graph).toBe("other");
  expect((await json("schedule show first-old")).desired).toBe("new");

  const path = join(dir, "wrong.yaml");
  writeFileSync(path, file.replace("30 6 * * 1-5", "0 0 30 2 *").replace("shop: north", "colour: red"));
  for (const words of ["graph check -f", "graph apply -f", "graph triggers -f"]) {
    const { code, err } = await signalbox(`${words} ${path}`);
    expect(code).toBe(2);
    expect(err).toContain(`${path}:9:17: triggers[0].schedule.cron: It would never be due`);
    expect(err).toContain(`${path}:11:7: triggers[0].params.colour: "colour" is not declared here`);
  }
  // Without the key everything would be removed: that has to be said on purpose.
  const none = file.slice(0, file.indexOf("triggers:"));
  const all = await signalbox("graph triggers -f - --remove-others", none);
  expect(all).toMatchObject({
    code: 2,
    err: expect.stringContaining("would remove all that launches first"),
  });
  expect((await json("schedule show first-old")).desired).toBe("new");
  expect(await done("graph triggers -f - --remove-others", `${none}triggers: []\n`)).toBe(
    "first-old: not in the file, removed.\n",
  );
  // One that is just being removed is taken up again, as a new one.
  const again = `${none}triggers:\n  - name: first-old\n    schedule: { every: 1d }\n`;
  expect(await done("graph triggers -f -", again)).toBe("first-old: changed, not published.\n");
  expect((await json("schedule show first-old")).desired).toBe("new");
  // What only the server can know is told with its place, too.
  const stream = file
    .replace(/ {4}schedule:.*\n/, "    stream: { stream: nothing }\n")
    .replace("north", "\"'x'\"");
  expect((await signalbox("graph triggers -f -", stream)).out).toMatch(
    /first-nightly: not done: stdin:\d+:\d+: .*There is no .*stream "nothing"/,
  );
  expect((await signalbox("graph check")).err).toContain(
    "Wanted the name of a graph, or a file with --file.",
  );
  expect((await signalbox("graph check first -f -", file)).err).toContain("found both");
});
