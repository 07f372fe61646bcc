import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { ask, call, launch } from "../api.ts";

test("a track says live why it is not running: the lock and who holds it, labels that no runner has, and when a wait and a retry are over; what a person marked is marked in the list and beside the state", async ({
  page,
  request,
}) => {
  const lock = `lock-${randomUUID().slice(0, 8)}`;
  const holder = await launch(
    request,
    `signalbox: 1\nname: holds-lock\nvertices:\n  migrate: { locks: [${lock}], script: 'sleep 600' }\n`,
  );
  const stateOf = async (id: number) =>
    (await ask<{ tracks: { state: string }[] }>(request, "pipelines.show", { id })).tracks[0]?.state;
  await expect.poll(() => stateOf(holder)).toBe("running");
  const id = await launch(
    request,
    `signalbox: 1\nname: wants-lock\nonFailure: continue\nvertices:\n  broken: { script: 'exit 3' }\n  waits: { locks: [${lock}], script: 'true' }\n  far: { script: 'true', labels: [nobody-has-this] }\n  later: { kind: wait, wait: { for: 55s } }\n  again: { script: 'exit 3', retry: { max: 1, delay: 55s } }\n`,
  );
  await page.goto(`/pipelines/${id}?tab=tracks`);
  const tracks = page.getByRole("list", { name: "Tracks" });
  const waits = tracks.getByRole("button", { name: /^waits/ });
  await expect(waits).toContainText(`lock ${lock}`);
  const card = page.getByRole("group", { name: "waits, script vertex" });
  await expect(card).toContainText(`lock ${lock}`);
  await expect(card.getByTitle(`held by holds-lock #${holder} / migrate`).first()).toBeVisible();
  await expect(tracks.getByRole("button", { name: /^far/ })).toContainText(
    "no runner has the label nobody-has-this",
  );
  for (const [vertex, does] of [
    ["again", "Runs again in"],
    ["later", "Goes on in"],
  ] as const) {
    await tracks.getByRole("button", { name: new RegExp(`^${vertex}`) }).click();
    const clock = page.getByRole("region", { name: `Track ${vertex}` }).getByText(does);
    const before = (await clock.textContent()) ?? "";
    expect(before).toMatch(/ \d+ s\.$/);
    await expect(clock).not.toHaveText(before);
    await page.getByRole("tab", { name: "Tracks" }).click();
  }
  await call(request, "pipelines.cancel", { id: holder, kill: true });
  await expect(waits).toContainText("Succeeded");
  await tracks.getByRole("button", { name: /^broken/ }).click();
  await page.getByRole("button", { name: "Mark as succeeded" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("done by hand");
  await dialog.getByRole("button", { name: "Mark as succeeded" }).click();
  await expect(page.getByText("1 override")).toBeVisible();
  await page.getByRole("tab", { name: "Tracks" }).click();
  const mark = { name: "Override: marked as succeeded by operator: done by hand" };
  await expect(tracks.getByRole("img", mark)).toBeVisible();
});

test("a track at the limit of its pipeline, and pipelines in the queue of their graph, say so and their place, live", async ({
  page,
  request,
}) => {
  const graph = `one-at-once-${randomUUID().slice(0, 8)}`;
  await call(request, "graphs.applyText", {
    text: `signalbox: 1\nname: ${graph}\nlimits: { pipelines: 1, tracks: 1 }\nvertices:\n  a: { script: 'sleep 600' }\n  b: { script: 'sleep 600' }\n`,
  });
  const [first = 0, second = 0, third = 0] = [
    await call<{ id: number }>(request, "pipelines.launch", { graph }),
    await call<{ id: number }>(request, "pipelines.launch", { graph }),
    await call<{ id: number }>(request, "pipelines.launch", { graph }),
  ].map(({ id }) => id);
  await page.goto(`/pipelines/${third}?tab=tracks`);
  const limit = `At most one pipeline of it runs at once: #${first}.`;
  await expect(page.getByText(`Queued: 2nd of 2 waiting for ${graph}. ${limit}`)).toBeVisible();
  await call(request, "pipelines.cancel", { id: second });
  await expect(page.getByText(`Queued: 1st of 1 waiting for ${graph}. ${limit}`)).toBeVisible();
  await call(request, "pipelines.cancel", { id: first, kill: true });
  await expect(page.getByRole("status", { name: "Pipeline state" })).toHaveText("Running");
  await expect(page.getByText(/^Queued: /)).toHaveCount(0);
  const tracks = page.getByRole("list", { name: "Tracks" });
  await expect(tracks.getByText("at most 1 at once")).toHaveCount(1);
  const waiting = tracks.getByRole("button").filter({ hasText: "at most 1 at once" });
  await waiting.click();
  await expect(page.getByText("At most one track of this pipeline runs at once.")).toBeVisible();
  await call(request, "pipelines.cancel", { id: third, kill: true });
});

test("items are below their vertex, what failed first, and one of them is retried there; the history of the graph has its open failures and how long each run took", async ({
  page,
  request,
}) => {
  const name = `items-${randomUUID().slice(0, 8)}`;
  const id = await launch(
    request,
    `signalbox: 1\nname: ${name}\nparams: { hosts: { type: list, default: [a, b, c] } }\nvertices:\n  each:\n    foreach: { items: params.hosts }\n    inputs: { item: { type: string, from: item } }\n    script: 'test $SIGNALBOX_ATTEMPT -gt 1 || test {item} != b'\n`,
  );
  const stateOf = async (of: number) =>
    (await ask<{ state: string }>(request, "pipelines.summary", { id: of })).state;
  await expect.poll(() => stateOf(id)).toBe("failed");
  await page.goto(`/graphs/${name}/history`);
  const fact = (term: string) => page.locator("dl > div").filter({ hasText: term });
  await expect(fact("Success rate")).toContainText("0 %");
  await fact("Open failures").getByRole("link", { name: "1", exact: true }).click();
  const listed = page.getByRole("table", { name: "Pipelines" }).getByRole("link", { name });
  await expect(listed).toHaveAttribute("href", `/pipelines/${id}`);

  await page.goto(`/pipelines/${id}?track=each`);
  const state = page.getByRole("status", { name: "Pipeline state" });
  await expect(state).toHaveText("Failed");
  await page.getByRole("button", { name: "Retry failed" }).click();
  const dialog = page.getByRole("dialog");
  const willRun = dialog.locator("dl > div").filter({ hasText: "Runs now" });
  await expect(willRun).toHaveText("Runs now, 1 of 3 items of eachb");
  await dialog.getByRole("button", { name: "Back", exact: true }).click();
  const below = page.getByRole("region", { name: "Tracks below each" });
  await expect(below.getByRole("listitem").first()).toContainText("Failed");
  await below.getByRole("button", { name: "Retry b" }).click();
  await page.getByRole("dialog", { name: "Retry b?" }).getByRole("button", { name: "Retry" }).click();
  await expect(state).toHaveText("Succeeded");
  const newer = await call<{ id: number }>(request, "pipelines.launch", {
    graph: name,
    params: { hosts: [] },
  });
  await expect.poll(() => stateOf(newer.id)).toBe("succeeded");
  await page.goto(`/graphs/${name}/history`);
  const grid = page.getByRole("region", { name: "Runs and tracks" });
  await expect(grid).toContainText("each");
  // Its bar says how long a run took, the newest on the right.
  const bars = grid.getByRole("columnheader").getByRole("link");
  await expect(bars).toHaveText([id, newer.id].map((of) => new RegExp(`^#${of}, .*: Succeeded after `)));
  await expect(fact("Median duration")).not.toContainText("–");
  await expect(fact("Open failures")).toContainText("None");
});

test("the call that a page shows ends the wait; data that does not fit is answered 422, and the track keeps waiting", async ({
  page,
  request,
}) => {
  const id = await launch(
    request,
    "signalbox: 1\nname: called\nvertices:\n  built: { kind: wait, wait: { callback: once }, outputs: { version: { type: string, required: true } } }\n",
  );
  await page.goto(`/pipelines/${id}?track=built`);
  const state = page.getByRole("status", { name: "State of built" });
  await expect(state).toHaveText("Waiting for a call");
  const command = await page.getByRole("figure", { name: "Call", exact: true }).textContent();
  const [, data = "", address = ""] = /-d '([^']*)' '([^']*)'/.exec(command ?? "") ?? [];
  const post = (body: string) =>
    request.post(address, { headers: { "content-type": "application/json" }, data: body });
  expect((await post("{}")).status()).toBe(422);
  await expect(state).toHaveText("Waiting for a call");
  expect((await post(data)).ok()).toBe(true);
  await expect(state).toHaveText("Succeeded");
});
