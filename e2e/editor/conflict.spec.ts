import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { ask, call } from "../api.ts";

/** Another person saves the same graph while this page is open. */

const text = (name: string, description: string) =>
  `signalbox: 1\nname: ${name}\ndescription: ${description}\nvertices:\n  A: { script: echo A }\n`;

async function inConflict(page: Page, request: APIRequestContext, name: string): Promise<void> {
  await call(request, "graphs.applyText", { text: text(name, "first") });
  await page.goto(`/graphs/${name}`);
  await expect(page.getByLabel("Description")).toHaveValue("first");
  // My save is on its way while they save: else theirs would come in before mine is typed.
  let letGo = () => {};
  const theirsIsSaved = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(/graphs\.save/, async (route) => {
    await theirsIsSaved;
    await route.continue();
  });
  const isSent = page.waitForRequest(/graphs\.save/);
  await page.getByLabel("Description").fill("mine");
  await isSent;
  await call(request, "graphs.applyText", { text: text(name, "theirs") });
  letGo();
  await expect(page.getByRole("region", { name: "Conflict" })).toContainText("operator saved in between");
  const { file } = await ask<{ file: { description: string } }>(request, "graphs.show", { name });
  expect(file.description).toBe("theirs");
}

test("for each place that both changed a person chooses; until then nothing is written, and the rest is merged", async ({
  page,
  request,
}) => {
  const name = "conflict-merged";
  await inConflict(page, request, name);
  const conflict = page.getByRole("region", { name: "Conflict" });
  const place = conflict.getByRole("group", { name: "Graph, description" });
  await expect(place.getByText("+ theirs")).toBeVisible();
  await expect(place.getByText("+ mine")).toBeVisible();
  // Somebody goes on meanwhile.
  await call(request, "graphs.applyText", { text: `${text(name, "theirs")}  B: { script: echo B }\n` });
  await place.getByRole("radio", { name: "Mine" }).check();
  await conflict.getByRole("button", { name: "Merge" }).click();
  await expect(page.getByRole("status", { name: "Save state" })).toHaveText("Saved");
  await expect(page.getByText(/^operator changed /)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Description")).toHaveValue("mine");
  await expect(page.getByRole("group", { name: "B, script vertex" })).toBeVisible();
});

test("all of the other side can be taken: the page shows it, also after a reload", async ({
  page,
  request,
}) => {
  await inConflict(page, request, "conflict-theirs");
  await page.getByRole("button", { name: "Keep only their version" }).click();
  await expect(page.getByLabel("Description")).toHaveValue("theirs");
  await expect(page.getByRole("region", { name: "Conflict" })).toHaveCount(0);
  await page.reload();
  await expect(page.getByLabel("Description")).toHaveValue("theirs");
});

test("a reload in the middle of a conflict loses neither version", async ({ page, request }) => {
  await inConflict(page, request, "conflict-reload");
  await page.reload();
  await expect(page.getByRole("region", { name: "Conflict" })).toBeVisible();
  await expect(page.getByLabel("Description")).toHaveValue("mine");
});

test("a save whose answer never came is no conflict, and the edit that somebody made on top of it stays", async ({
  page,
  request,
}) => {
  const name = "conflict-lost-answer";
  await call(request, "graphs.applyText", { text: text(name, "first") });
  await page.goto(`/graphs/${name}`);
  await expect(page.getByLabel("Description")).toHaveValue("first");
  let sent = 0;
  // The server carries the saves out; their answers are lost, and so are the questions what became of them.
  await page.route(/graphs\.save|requests\.outcome/, async (route) => {
    if (route.request().url().includes("graphs.save")) {
      await route.fetch();
      sent += 1;
    }
    await route.abort();
  });
  await page.getByLabel("Description").fill("mine");
  await expect.poll(() => sent).toBe(1);
  const theirs =
    "signalbox: 1\nname: conflict-lost-answer\ndescription: mine\nvertices: { A: { script: echo A }, B: { script: echo theirs } }\n";
  await call(request, "graphs.applyText", { text: theirs });
  await page.unroute(/graphs\.save|requests\.outcome/);
  await page.reload();
  await expect(page.getByRole("group", { name: "B, script vertex" })).toBeVisible();
  await expect(page.getByRole("status", { name: "Save state" })).toHaveText("Saved");
  await expect(page.getByRole("region", { name: "Conflict" })).toHaveCount(0);
  await page.getByLabel("Description").fill("mine, and more");
  await expect(page.getByRole("status", { name: "Save state" })).toHaveText("Saved");
  const { file } = await ask<{ file: { description: string; vertices: ReadonlyMap<string, unknown> } }>(
    request,
    "graphs.show",
    {
      name,
    },
  );
  expect([file.description, [...file.vertices.keys()]]).toEqual(["mine, and more", ["A", "B"]]);
});

test("what was typed right before a page is left is saved, without opening it again", async ({
  page,
  request,
}) => {
  const name = "flushed-on-leave";
  await call(request, "graphs.applyText", { text: text(name, "first") });
  await page.goto(`/graphs/${name}`);
  await expect(page.getByLabel("Description")).toHaveValue("first");
  await page.getByLabel("Description").fill("typed last");
  await page.goto("about:blank");
  await expect
    .poll(
      async () =>
        (await ask<{ file: { description: string } }>(request, "graphs.show", { name })).file.description,
    )
    .toBe("typed last");
});

test("what somebody else saves comes in by itself, also beside what is typed here", async ({
  page,
  request,
}) => {
  const name = "comes-in";
  await call(request, "graphs.applyText", { text: text(name, "first") });
  await page.goto(`/graphs/${name}`);
  await expect(page.getByLabel("Description")).toHaveValue("first");
  await call(request, "graphs.applyText", { text: `${text(name, "theirs")}  B: { script: echo B }\n` });
  await expect(page.getByRole("group", { name: "B, script vertex" })).toBeVisible();
  await expect(page.getByLabel("Description")).toHaveValue("theirs");
  await expect(page.getByText(/^operator changed /)).toBeVisible();
});
