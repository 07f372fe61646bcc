import { type Browser, expect, test } from "@playwright/test";
import { ask, call, launch } from "./api.ts";
import { signIn } from "./sign-in-once.ts";

/** A browser in which somebody else is signed in. */
async function browserOf(browser: Browser, token: string) {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  await signIn(context.request, token);
  return context;
}

test("a link opens a prompt and answers nothing; of two browsers that answer in the same second one reads that its answer was not recorded", async ({
  browser,
  page,
  request,
}) => {
  const pipeline = await launch(
    request,
    "signalbox: 1\nname: to-race\nvertices:\n  gate: { kind: approval, prompt: { title: Go live? } }\n",
  );
  const { items } = await ask<{ items: { id: number; pipeline: { id: number } }[] }>(
    request,
    "prompts.inbox",
    {},
  );
  const id = items.find((item) => item.pipeline.id === pipeline)?.id ?? 0;
  const { id: person } = await call<{ id: number }>(request, "people.add", {
    name: "Racer",
    email: null,
    role: "admin",
  });
  const link = await call<{ url: string }>(request, "people.makeLink", { id: person });
  const other = await browserOf(browser, new URL(link.url).hash.slice(1));
  const pages = [page, await other.newPage()];
  for (const each of pages) {
    await each.goto(`/inbox?prompt=${id}&verdict=approve`);
    await expect(each.getByRole("form", { name: "Answer for gate" })).toContainText("Go live?");
    await expect(each).toHaveTitle(/^\(\d+\) Inbox/);
  }
  const stateOf = async () => (await ask<{ state: string }>(request, "prompts.show", { id })).state;
  expect(await stateOf()).toBe("open");
  for (const each of pages) {
    await each.keyboard.press("a");
    await expect(each.getByRole("button", { name: "Undo" })).toBeVisible();
  }
  await Promise.all(pages.map((each) => each.getByRole("button", { name: "Send now" }).click()));
  const hasLost = async (each: (typeof pages)[number]) =>
    (await each.getByText(/^Your approval of gate .* was not recorded/).count()) > 0;
  await expect.poll(async () => (await Promise.all(pages.map(hasLost))).filter(Boolean).length).toBe(1);
  expect(await stateOf()).toBe("answered");
  await other.close();
});
