import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApiClient } from "#testing/api/api-client.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "./run-cli-for-test.ts";

const { startApi, makeDirectory } = await startTestSystem();
const server = await startApi();

async function run(words: readonly string[], stdin = "") {
  const command = runCliForTest([...words], { SIGNALBOX_URL: server.url }, stdin);
  return { code: await command.code, out: command.out, err: command.err };
}
const typed = (words: string, stdin = "") => run(words.split(" "), stdin);

/** `x` is given to a script that does not read it, which check warns of. */
const graph = (script: string) =>
  `signalbox: 1\nname: noted\nvertices:\n  A: { script: '${script}', inputs: { x: { type: text, default: a } } }\n`;

test("a revision has a note and reasons, is listed, retired and taken back, and becomes the draft again without a loss", async () => {
  expect(await typed("graph apply -f -", graph("echo 1"))).toMatchObject({ code: 0 });
  const rule = /warning ([\w-]+): /.exec((await typed("graph check noted")).out)?.[1] ?? "none";
  const wrong = await typed("graph seal noted --reason-for no-such-rule=x");
  expect(wrong).toMatchObject({
    code: expect.not.stringMatching("0"),
    err: expect.stringContaining("no-such-rule"),
  });
  expect((await typed("graph seal noted --reason-for x")).code).toBe(2);
  const sealed = await run([
    "graph",
    "seal",
    "noted",
    "--note",
    "the first",
    "--reason-for",
    `${rule}=on purpose`,
  ]);
  expect(sealed).toMatchObject({ code: 0, out: expect.stringMatching(/^Sealed noted@1 /) });
  expect(sealed.out).not.toContain("without");
  expect((await run(["graph", "seal", "noted", "--note", "another"])).out).toContain(
    "The note is not kept: noted@1",
  );
  await typed("graph apply -f -", graph("echo 2"));
  expect((await typed("graph seal noted")).out).toContain("Sealed over 1 warning, 1 without a reason.");
  const shown = (await typed("graph show noted@1")).out;
  expect(shown).toMatch(/^Note +the first$/m);
  expect(shown).toContain("Reason: on purpose");
  expect((await typed("graph revisions noted")).out).toMatch(/@2 [\s\S]*@1 .*the first/);
  expect((await typed("graph revisions noted@2")).out).not.toContain("@2 ");
  const retired = await run(["graph", "retire", "noted@2", "--reason", "it says 2"]);
  expect(retired.out).toContain("noted@2 is retired");
  expect(retired.out).not.toContain("run it");
  expect((await typed("graph show noted")).out).toContain("@2 (retired)");
  const launch = await typed("launch noted@2");
  expect(launch).toMatchObject({ err: expect.stringContaining("noted@2 was retired by") });
  expect(launch.code).not.toBe(0);
  expect((await typed("graph list")).out).toMatch(/noted .*@1 /);
  expect((await typed("graph retire noted --reason x")).code).toBe(2);
  expect((await typed("graph unretire noted@2")).out).toContain("may be launched again");
  expect((await typed("graph unretire noted@2")).out).toContain("nothing was changed");

  expect((await typed("graph draft noted@1")).out).toMatch(
    /echo 1[\s\S]*The draft of noted says what @1 says/,
  );
  expect((await typed("graph draft noted@1")).out).toContain("nothing was changed");
  await typed("graph apply -f -", graph("echo 3"));
  expect(await typed("graph draft noted@2")).toMatchObject({
    code: 2,
    err: expect.stringContaining("--keep"),
  });
  const file = join(await makeDirectory(), "former.yaml");
  expect(await typed(`graph draft noted@2 --keep ${file}`)).toMatchObject({ code: 0 });
  expect(await readFile(file, "utf8")).toContain("echo 3");
  expect((await typed("graph export noted")).out).toContain("echo 2");
  await typed("graph apply -f -", graph("echo 4"));
  expect(await typed(`graph draft noted@2 --keep ${file}`)).toMatchObject({
    code: 2,
    err: expect.stringContaining("already"),
  });
  expect((await typed("graph export noted")).out).toContain("echo 4");

  // A note is in no digest: what is drawn behind a seal is in the draft alone.
  const drawn = "notes:\n  why: { text: 'call ann first', at: [0, 0] }\n";
  await typed("graph apply -f -", `${graph("echo 2")}${drawn}`);
  expect(await typed("graph draft noted@1")).toMatchObject({
    code: 2,
    err: expect.stringContaining("a frame or note"),
  });
  expect((await typed("graph export noted")).out).toContain("call ann first");
});

test("a launch takes the values of a preset, and is refused where the graph does not ask for one of them any more", async () => {
  const asking = (params: string) =>
    `signalbox: 1\nname: asks\nparams: { ${params} }\nvertices:\n  A: { kind: wait, wait: { for: 9h } }\n`;
  await typed("graph apply -f -", asking("env: { type: string }, size: { type: integer }"));
  const preset = { graph: "asks", name: "prod", isShared: true };
  await openApiClient(server.url).presets.save.mutate({ ...preset, params: { env: "prod", size: 3 } });
  expect((await typed("preset list asks")).out).toMatch(/prod +shared/);
  const launched = JSON.parse((await typed("launch asks --preset prod -p size=4 --json")).out);
  const show = JSON.parse((await typed(`pipeline show ${launched.id} --json`)).out);
  expect(show).toMatchObject({ params: { env: "prod", size: 4 } });
  await typed("graph apply -f -", asking("size: { type: integer }"));
  const refused = await typed("launch asks --preset prod");
  expect(refused).toMatchObject({ code: 2, out: "", err: expect.stringContaining("does not ask for: env") });
  const known = await typed("launch asks --preset prod --known-only");
  expect(known).toMatchObject({ code: 0, err: expect.stringContaining("Left out of the preset: env") });
  expect((await typed("launch asks --known-only")).code).toBe(2);
  expect((await typed("launch asks --preset none")).code).toBe(3);
  expect(await typed("preset delete asks prod")).toMatchObject({ code: 3, out: "" });
  expect((await typed("preset delete asks prod --shared")).out).toContain('Deleted the preset "prod"');
  expect((await typed("preset list asks")).out).toContain("There are none");
});
