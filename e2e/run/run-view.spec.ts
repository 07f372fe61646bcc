import { expect, type Locator, type Page, type Request, test } from "@playwright/test";
import { ask, launch } from "../api.ts";

test("cancel with kill ends running scripts, and the reason stays visible", async ({ page, request }) => {
  const id = await launch(
    request,
    "signalbox: 1\nname: to-cancel\nvertices:\n  long: { script: 'echo begun; sleep 600' }\n  next: { script: echo next }\nedges: [long -> next]\n",
  );
  await page.goto(`/pipelines/${id}?track=long&tab=log`);
  await expect(page.getByRole("log", { name: "Log of long" })).toContainText("begun");
  await page.getByRole("button", { name: "Cancel pipeline" }).click();
  const dialog = page.getByRole("dialog", { name: /^Cancel to-cancel/ });
  await dialog.getByRole("radio", { name: /^End everything at once/ }).check();
  await dialog.getByLabel("Reason").fill("wrong machine");
  await dialog.getByRole("button", { name: "End everything" }).click();
  await expect(page.getByRole("status", { name: "Pipeline state" })).toHaveText("Cancelled");
  const canvas = page.getByRole("region", { name: "Run canvas" });
  for (const name of ["long", "next"])
    await expect(canvas.getByRole("group", { name: `${name}, script vertex` })).toContainText("Cancelled");
  await page.getByRole("tab", { name: "Events" }).click();
  await expect(page.getByRole("region", { name: "Events" })).toContainText("wrong machine");
});

test("while paused no new track begins; after resume they begin", async ({ page, request }) => {
  const id = await launch(
    request,
    "signalbox: 1\nname: to-pause\nvertices:\n  ask: { script: 'echo {a}', inputs: { a: { type: string, required: true } } }\n  next: { script: echo next }\nedges: [ask -> next]\n",
  );
  await page.goto(`/pipelines/${id}`);
  const state = page.getByRole("status", { name: "Pipeline state" });
  await page.getByRole("button", { name: "Pause pipeline" }).click();
  const pause = page.getByRole("dialog");
  await pause.getByLabel("Reason").fill("the disk is swapped");
  await pause.getByRole("button", { name: "Pause pipeline" }).click();
  await expect(state).toHaveText("Paused");
  await expect(page.getByText("Paused by operator: the disk is swapped")).toBeVisible();
  await page.getByRole("textbox", { name: "a" }).fill("x");
  await page.getByRole("button", { name: "Answer" }).click();
  await expect(page.getByRole("status", { name: "State of ask" })).toHaveText("Queued");
  await expect(page.getByText("The pipeline is paused: it starts once it is resumed.")).toBeVisible();
  await page.getByRole("button", { name: "Resume pipeline" }).click();
  await expect(state).toHaveText("Succeeded");
});

test("an approval waits in the inbox, and Enter in a field does not approve", async ({ page, request }) => {
  const id = await launch(
    request,
    "signalbox: 1\nname: to-approve\nvertices:\n  gate: { kind: approval, prompt: { title: Go live? }, inputs: { host: { type: string, required: true } } }\n  live: { inputs: { host: { type: string, from: outputs.gate.host } }, script: 'echo {host}' }\nedges: [gate -> live]\n",
  );
  await page.goto("/inbox");
  const prompts = page.getByRole("list", { name: "Open prompts" });
  await prompts.getByRole("button", { name: new RegExp(`to-approve #${id}`) }).click();
  const form = page.getByRole("form", { name: "Answer for gate" });
  await expect(form).toContainText("Go live?");
  await form.getByRole("textbox", { name: "host" }).fill("there");
  await form.getByRole("textbox", { name: "host" }).press("Enter");
  await form.getByLabel("Comment").fill("looks good");
  await form.getByRole("button", { name: "Approve" }).click();
  // It can be taken back, and a page that is left sends it.
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  await page.goto(`/pipelines/${id}?track=gate`);
  await expect(page.getByRole("status", { name: "Pipeline state" })).toHaveText("Succeeded");
  await expect(page.getByText("Approved by operator: looks good.")).toBeVisible();
});

test("eight tabs of one browser follow eight pipelines, and share one stream", async ({
  context,
  request,
}) => {
  const graph =
    "signalbox: 1\nname: eight-tabs\nvertices:\n  door: { kind: approval, prompt: { title: Go? } }\n  last: { script: echo done }\nedges: [door -> last]\n";
  // Eight pages take a while on a busy machine.
  test.slow();
  const streams = new Set<Request>();
  const isStream = (asked: Request) => asked.url().includes("pipelines.watch");
  context.on("request", (asked) => void (isStream(asked) && streams.add(asked)));
  context.on("requestfailed", (asked) => void streams.delete(asked));
  context.on("requestfinished", (asked) => void streams.delete(asked));
  const pages: { gate: Locator; state: Locator; again: Locator; page: Page }[] = [];
  const ids: number[] = [];
  const isFollowed = (asked: Request) =>
    ids.some((id) => decodeURIComponent(asked.url()).includes(`"id":${id},`));
  for (let tab = 0; tab < 8; tab += 1) {
    const id = await launch(request, graph.replace("eight-tabs", `eight-tabs-${tab}`));
    ids.push(id);
    const page = await context.newPage();
    await page.goto(`/pipelines/${id}?track=door`);
    const gate = page.getByRole("button", { name: "Approve" });
    await expect(gate).toBeVisible();
    const state = page.getByRole("status", { name: "Pipeline state" });
    pages.push({ gate, state, again: page.getByRole("button", { name: "Rerun door" }), page });
  }
  await expect.poll(() => streams.size).toBe(1);
  expect([...streams].every(isFollowed)).toBe(true);
  for (const { gate } of pages) await gate.click();
  for (const { state } of pages) await expect(state).toHaveText("Succeeded");
  // Ended pipelines are not followed; one that is begun again is. The badge of the inbox follows whether anything changed.
  await expect.poll(() => [...streams].some(isFollowed)).toBe(false);
  for (const { again, page, gate } of pages.slice(0, 1)) {
    await again.click();
    await page.getByRole("dialog").getByRole("button", { name: "Rerun" }).click();
    await expect(gate).toBeVisible();
  }
});

test("a page that was offline goes on by itself and shows everything that happened", async ({
  page,
  request,
  context,
}) => {
  const script = "for i in $(seq 1 40); do echo line $i; sleep 0.1; done";
  const id = await launch(
    request,
    `signalbox: 1\nname: offline\nvertices:\n  count: { script: '${script}' }\n`,
  );
  await page.goto(`/pipelines/${id}?track=count&tab=log`);
  const log = page.getByRole("log", { name: "Log of count" });
  await expect(log).toContainText("line 3");
  await context.setOffline(true);
  const connection = page.getByRole("status", { name: "Connection" });
  await expect(connection).not.toBeEmpty();
  await context.setOffline(false);
  await expect(page.getByRole("status", { name: "Pipeline state" })).toHaveText("Succeeded");
  await expect(connection).toBeEmpty();
  await expect(log.getByRole("link", { name: "Line 40", exact: true })).toBeVisible();
  await expect(log.getByRole("link", { name: "Line 41", exact: true })).toHaveCount(0);
  await expect(log).toContainText("line 40");
});

test("a failed run opens on its first failure and says what failed, with the last line and what did not run; it is retried from there, and a line that is linked to stays that of its attempt", async ({
  page,
  request,
}) => {
  const id = await launch(
    request,
    "signalbox: 1\nname: to-fail\nonFailure: continue\nvertices:\n  first: { script: 'echo no space left; exit 3' }\n  second: { script: 'sleep 0.5; seq 39; echo no route in attempt $SIGNALBOX_ATTEMPT; exit 4' }\n  then: { script: 'true' }\n  last: { script: 'true' }\nedges: [first -> then, then -> last]\n",
  );
  await expect
    .poll(
      async () =>
        (await ask<{ pipeline: { state: string } }>(request, "pipelines.show", { id })).pipeline.state,
    )
    .toBe("failed");
  await page.goto(`/pipelines/${id}`);
  const failures = page.getByRole("region", { name: "Failures" });
  await expect(failures.getByRole("listitem").first()).toContainText("no space left");
  await expect(failures.getByRole("listitem").first()).toContainText("2 not run because of it");
  await expect(failures.getByRole("listitem").nth(1)).toContainText("no route");
  await expect(page.getByRole("tab", { name: "Log" })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("log")).toContainText("no space left");
  await failures.getByRole("button", { name: "Open the log of second" }).click();
  await expect(page.getByRole("log")).toContainText("no route");
  await page.getByRole("link", { name: "Line 40, error" }).click();
  const linked = /track=second.*attempt=1#L40$/;
  await expect(page).toHaveURL(linked);
  await failures.getByRole("button", { name: "Retry track second" }).click();
  const dialog = page.getByRole("dialog", { name: "Retry second?" });
  await dialog.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByRole("status", { name: "Newer attempt" })).toContainText("The newest is attempt 2");
  await expect(page).toHaveURL(linked);
  await page.reload();
  await expect(page.getByRole("combobox", { name: "Attempt" })).toContainText("Attempt 1");
  await expect(page.getByRole("log").locator("[data-target]")).toContainText("no route in attempt 1");
  await page.getByRole("button", { name: "Show attempt 2" }).click();
  await expect(page).toHaveURL(/attempt=2$/);
  await expect(page.getByRole("log")).toContainText("no route in attempt 2");
  await expect
    .poll(async () => {
      const { tracks } = await ask<{ tracks: { vertex: string; attempt: number; state: string }[] }>(
        request,
        "pipelines.show",
        { id },
      );
      const { attempt, state } = tracks.find(({ vertex }) => vertex === "second") ?? {};
      return `${state} ${attempt}`;
    })
    .toBe("failed 2");
  await expect(failures.getByRole("listitem")).toHaveCount(2);
});
