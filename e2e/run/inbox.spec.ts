import { expect, test } from "@playwright/test";
import { WIRE_HEADERS } from "../../server/contract/transformer.ts";
import { wireText } from "../../server/engine/json/wire.ts";
import { ask, launch, promptOf } from "../api.ts";
import { browserOfOther } from "../other-person.ts";

test("a link opens a prompt and answers nothing; of two browsers that answer in the same second one reads that its answer was not recorded", async ({
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
  await other.close();
});
