import { expect, test } from "@playwright/test";
import { WIRE_HEADERS } from "../../server/contract/transformer.ts";
import { wireText } from "../../server/engine/json/wire.ts";
import { ask, launch, promptOf } from "../api.ts";
import { browserOfOther } from "../other-person.ts";

test("a link opens a prompt and answers nothing; of two browsers that answer in the same second one reads that its answer was not recorded; so does whoever answers after the deadline, and by what it was decided", async ({
  browser,
  page,
  request,
}) => {
  const pipeline = await launch(
    request,
    "signalbox: 1\nname: to-race\nvertices:\n  gate: { kind: approval, prompt: { title: Go live? } }\n",
  );
  const id = await promptOf(request, pipeline);
  const other = await browserOfOther(browser, request, { name: `Racer ${pipeline}`, role: "admin" });
  const pages = [page, await other.newPage()];
  for (const each of pages) {
    await each.goto(`/inbox?prompt=${id}&verdict=approve`);
    await expect(each.getByRole("form", { name: "Answer for gate" })).toContainText("Go live?");
    await expect(each).toHaveTitle(/^\(\d+\) Inbox/);
  }
  const stateOf = async (of: number) =>
    (await ask<{ state: string }>(request, "prompts.show", { id: of })).state;
  // Nor does anything else that follows an address, such as the preview of a chat.
  const input = wireText({ id, values: {}, verdict: "approve" });
  const headers = { "sec-fetch-site": "same-origin", ...WIRE_HEADERS };
  expect((await request.get("/api/trpc/prompts.answer", { headers, params: { input } })).status()).toBe(405);
  expect(await stateOf(id)).toBe("open");
  for (const each of pages) {
    await each.keyboard.press("a");
    await expect(each.getByRole("button", { name: "Undo" })).toBeVisible();
  }
  await Promise.all(pages.map((each) => each.getByRole("button", { name: "Send now" }).click()));
  const hasLost = async (each: (typeof pages)[number]) =>
    (await each.getByText(/^Your approval of gate .* was not recorded/).count()) > 0;
  await expect.poll(async () => (await Promise.all(pages.map(hasLost))).filter(Boolean).length).toBe(1);
  expect(await stateOf(id)).toBe("answered");

  // An answer that is on its way while the deadline passes.
  let isOver = () => {};
  const over = new Promise<void>((resolve) => {
    isOver = resolve;
  });
  await page.route(/prompts\.answer/, async (route) => {
    await over;
    await route.continue();
  });
  await page.goto("/inbox");
  await expect(page.getByRole("form")).toBeVisible();
  let late = 0;
  // A busy machine may open it after the deadline.
  await expect(async () => {
    const timed = await launch(
      request,
      "signalbox: 1\nname: to-be-late\nvertices:\n  late: { kind: approval, prompt: { title: Now?, timeout: 5s, onTimeout: reject } }\n",
    );
    late = await promptOf(request, timed);
    await page.getByRole("button", { name: new RegExp(`^late .*#${timed}: Now`) }).click({ timeout: 3_000 });
    await expect(page.getByRole("form", { name: "Answer for late" })).toContainText("Now?", {
      timeout: 2_000,
    });
    const sent = page.waitForRequest(/prompts\.answer/, { timeout: 5_000 });
    await Promise.all([sent, page.keyboard.press("a")]);
  }).toPass();
  await expect.poll(() => stateOf(late)).toBe("withdrawn");
  isOver();
  const told = page.getByRole("region", { name: "Notifications" });
  await expect(told).toContainText(/Your approval of late .* was not recorded/);
  await expect(told).toContainText(
    "The time to answer was over: nobody answered within 5s, so it was rejected.",
  );
  await other.close();
});
