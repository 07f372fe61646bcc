import { type Browser, expect, test } from "@playwright/test";
import { WIRE_HEADERS } from "../../server/contract/transformer.ts";
import { wireText } from "../../server/engine/json/wire.ts";
import { ask, call, launch, promptOf } from "../api.ts";
import { signIn } from "../sign-in-once.ts";

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
  const id = await promptOf(request, pipeline);
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
  // Nor does anything else that follows an address, such as the preview of a chat.
  const input = wireText({ id, values: {}, verdict: "approve" });
  const headers = { "sec-fetch-site": "same-origin", ...WIRE_HEADERS };
  expect((await request.get("/api/trpc/prompts.answer", { headers, params: { input } })).status()).toBe(405);
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

test("twenty prompts are answered by the keyboard alone, those with a deadline first, and no letter of a field is a key", async ({
  browser,
  request,
}) => {
  test.slow();
  const folder = "by-keys";
  await call(request, "folders.create", { name: folder });
  const gates = Array.from({ length: 10 }, (_, place) => `gate-${place}`);
  const values = Array.from({ length: 9 }, (_, place) => `value-${place}`);
  const lines = [
    // The last one is due first.
    ...gates.map(
      (name, place) => `${name}: { kind: approval, prompt: { title: Go?, timeout: ${20 - place}h } }`,
    ),
    ...values.map(
      (name) =>
        `${name}: { script: x, labels: [nobody], inputs: { host: { type: string, required: true } } }`,
    ),
  ];
  const graphs = { "by-keys": lines, "by-keys-no": ["no: { kind: approval }"] };
  for (const [name, vertices] of Object.entries(graphs)) {
    const text = `signalbox: 1\nname: ${name}\nvertices:\n${vertices.map((line) => `  ${line}\n`).join("")}`;
    await call(request, "graphs.applyText", { text, folder });
    await call(request, "pipelines.launch", { graph: name, params: {}, inputs: {} });
  }
  const account = { name: "Keys", email: null, role: "approver", folder };
  const { id } = await call<{ id: number }>(request, "people.add", account);
  const { url } = await call<{ url: string }>(request, "people.makeLink", { id });
  const keys = await browserOf(browser, new URL(url).hash.slice(1));
  const page = await keys.newPage();
  await page.goto("/inbox");
  for (const name of [...gates.toReversed(), ...values, "no"]) {
    await expect(page.getByRole("form", { name: `Answer for ${name}` })).toBeVisible();
    if (name !== "gate-9") await expect(page.getByRole("heading", { name })).toBeFocused();
    // A press right after the answer before would be one that was meant for that.
    await expect(page.getByRole("button", { name: /^(Answer|Reject)$/ })).toBeEnabled();
    if (name.startsWith("value")) {
      await page.keyboard.press("e");
      await page.keyboard.type("are you jk");
      await page.keyboard.press("Escape");
    }
    await page.keyboard.press(name === "no" ? "r" : "a");
  }
  await expect(page.getByText(/rejection of/i)).toBeVisible();
  // What is held is sent when the page is left.
  await page.goto("/inbox?state=answered");
  const answered = async () => {
    const found = await ask<{ vertex: string; values: Record<string, unknown> }[]>(
      keys.request,
      "prompts.list",
      { state: "answered" },
    );
    return Object.fromEntries(found.map((each) => [each.vertex, each.values]));
  };
  await expect
    .poll(answered)
    .toEqual(
      Object.fromEntries([
        ...gates.map((name) => [name, { verdict: "approve" }]),
        ...values.map((name) => [name, { host: "are you jk" }]),
        ["no", { verdict: "reject" }],
      ]),
    );
  await keys.close();
});
