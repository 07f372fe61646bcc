import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { ask, call, launch } from "../api.ts";
import { CommandLine, type CommandRun } from "../command-line.ts";

/** A vertex for each state in which a track can stay for a while. */
const VERTICES = `
  done: { script: echo done }
  broken: { script: 'echo begun; echo no space left; test $SIGNALBOX_ATTEMPT -gt 1' }
  report: { script: echo report }
  gate: { kind: approval, prompt: { title: Go? } }
  where: { script: 'echo {host}', inputs: { host: { type: string, required: true } } }
  far: { script: 'true', labels: [nobody-has-this] }
  later: { kind: wait, wait: { for: 3h } }
  again: { script: exit 3, retry: { max: 3, delay: 2h } }
  long: { script: 'echo begun; sleep 600' }
  after: { script: 'true' }
  unwanted: { script: exit 3 }
`;
/** The state of each in the words of people. */
const WORDS = {
  done: "succeeded",
  broken: "failed",
  report: "not run (upstream failed)",
  gate: "waiting for approval",
  where: "waiting for input",
  far: "queued",
  later: "waiting",
  again: "retrying",
  long: "running",
  after: "waiting",
  unwanted: "skipped by operator",
};

type Told = { type: string; vertex?: string; word?: string };
type Shown = { pipeline: { state: string }; tracks: { vertex: string; word: string }[] };

let watch: CommandRun | undefined;
test.afterEach(() => watch?.end());

const asLabel = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
const asPattern = (text: string) => text.replace(/[()]/g, "\\$&");

test("the page, its events and the command line have the same words and times, and say the same before a retry; a retry from the command line leaves the page where it is", async ({
  page,
  request,
  baseURL,
}) => {
  const name = `words-${randomUUID().slice(0, 8)}`;
  const id = await launch(
    request,
    `signalbox: 1\nname: ${name}\nonFailure: continue\nvertices:${VERTICES}edges: [broken -> report, long -> after]\n`,
  );
  const wordsNow = async () => {
    const { tracks } = await ask<Shown>(request, "pipelines.show", { id });
    return Object.fromEntries(tracks.map(({ vertex, word }) => [vertex, word]));
  };
  const skipped = { id, vertex: "unwanted", to: "skipped", reason: "not today" };
  await expect.poll(wordsNow).toMatchObject({ unwanted: "failed" });
  await call(request, "tracks.force", skipped);
  await expect.poll(wordsNow).toEqual(WORDS);
  const terminal = await CommandLine.signedIn(request, baseURL ?? "", name);
  watch = terminal.start("pipeline", "watch", String(id), "--json");
  const [shown, dryRun, failed] = await Promise.all([
    terminal.print("pipeline", "show", String(id)),
    terminal.print("pipeline", "retry", String(id), "--dry-run"),
    terminal.print("logs", String(id), "--failed", "--tail", "1", "--timestamps"),
  ]);

  await page.goto(`/pipelines/${id}?tab=tracks`);
  const tracks = page.getByRole("list", { name: "Tracks" });
  for (const [vertex, word] of Object.entries(WORDS)) {
    await expect(tracks.getByRole("button", { name: new RegExp(`^${vertex}\\b`) })).toContainText(
      asLabel(word),
    );
    expect(shown).toMatch(new RegExp(`^${vertex} +${asPattern(word)}`, "m"));
  }

  // Which attempt, and so which log, is the page's own choice.
  await page.goto(`/pipelines/${id}?track=broken&tab=log`);
  const log = page.getByRole("log", { name: "Log of broken" });
  await page.getByRole("button", { name: "More for this log" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Times" }).click();
  await page.keyboard.press("Escape");
  await expect(log).toContainText("no space left");
  const [, at = "", said] = /^(\S+) (.+)$/m.exec(failed.slice(failed.indexOf("<==") + 4)) ?? [];
  expect(said).toBe("no space left");
  const times = log.locator("time");
  await expect(times.last()).toHaveAttribute("datetime", new Date(at).toISOString());

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Retry failed…" }).click();
  const dialog = page.getByRole("dialog");
  const will = dialog.getByRole("term");
  await expect(will.first()).toBeVisible();
  for (const group of await will.allTextContents())
    expect(dryRun).toContain(group.replace(/ \(\d+\)$/, ": "));
  await dialog.getByRole("button", { name: "Back" }).click();

  const retried = await terminal.print("pipeline", "retry", "--state", "running", "--graph", name);
  expect(retried).toBe(`${id}: broken run again\n1 of 1 done.\n`);
  await expect(page.getByRole("status", { name: "Newer attempt" })).toContainText("The newest is attempt 2");
  await expect(log).toContainText("no space left");
  await expect(page.getByRole("link", { name: /^Line 2\b/ })).toHaveAttribute("href", /attempt=1#L2$/);
  await expect.poll(wordsNow).toMatchObject({ broken: "succeeded", report: "succeeded" });

  await call(request, "pipelines.cancel", { id, kill: true, reason: "enough" });
  await expect(page.getByRole("status", { name: "Pipeline state" })).toHaveText("Cancelled · 1 override");
  expect(await watch.ended).toBe(1);
  const told = watch
    .stdout()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Told);
  expect(told.at(-1)).toMatchObject({ type: "pipeline", state: "cancelled" });
  const wordsOf = (wanted: string) => told.filter(({ vertex }) => vertex === wanted).map(({ word }) => word);
  // What is between two looks is told once.
  expect([wordsOf("report").at(0), wordsOf("report").at(-1)]).toEqual([WORDS.report, "succeeded"]);
  const last = await wordsNow();
  for (const vertex of Object.keys(WORDS)) expect(wordsOf(vertex).at(-1)).toBe(last[vertex]);

  await page.getByRole("tab", { name: "Events" }).click();
  const events = page.getByRole("region", { name: "Events" }).getByRole("listitem");
  const printed = (await terminal.print("pipeline", "events", String(id))).trim().split("\n").slice(1);
  await expect(events).toHaveCount(printed.length);
  const sentences = await events.allTextContents();
  for (const [place, line] of printed.entries()) {
    const [, , vertex = "", from = "", to = ""] = line.split(/ {2,}/);
    const what = from === "-" ? `: ${to}` : `: ${from} → ${to}`;
    expect(sentences[place]).toContain(vertex === "(pipeline)" ? `Pipeline${what}` : what);
    expect(sentences[place]).toContain(vertex === "(pipeline)" ? "" : vertex);
  }
});
