import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { ask, call, promptOf } from "../api.ts";
import { browserOfOther } from "../other-person.ts";

type Asked = {
  readonly vertex: string;
  /** As the graph file says them. */
  readonly fields: string;
  /** What answers it, where the first key is pressed at its heading. In brackets: what is typed. */
  readonly keys: string;
  readonly answer: Readonly<Record<string, unknown>>;
  readonly comment?: string;
};

const FOLDER = `by-keys-${randomUUID().slice(0, 8)}`;
const SECRET = `key-${FOLDER}`;

/** The nearest deadline comes first. */
const gate = (hours: number): Asked => ({
  vertex: `gate-${hours}`,
  fields: `kind: approval, prompt: { title: Go?, timeout: ${hours}h }`,
  keys: "a",
  answer: { verdict: "approve" },
});
const value = (vertex: string, spec: string, keys: string, entered: unknown): Asked => ({
  vertex,
  fields: `script: 'true', inputs: { value: { ${spec}, required: true } }`,
  keys,
  answer: { value: entered },
});

const GOOD: readonly Asked[] = [
  ...[10, 11, 12, 13, 14, 15].map(gate),
  {
    vertex: "both",
    fields: "kind: approval, prompt: { title: Both?, quorum: 2, timeout: 21h }",
    keys: "a",
    answer: { verdict: "approve" },
  },
  {
    vertex: "where",
    fields:
      "kind: approval, prompt: { title: Where?, timeout: 22h }, inputs: { host: { type: string, required: true } }",
    keys: "e [web-1] Tab [as-agreed] Control+Enter",
    answer: { verdict: "approve", host: "web-1" },
    comment: "as-agreed",
  },
  value("name", "type: string", "e [are-you-jk] Enter", "are-you-jk"),
  value("count", "type: integer", "e [3x] Enter", 3),
  value("ratio", "type: number", "e [1.5] Enter", 1.5),
  value("enabled", "type: boolean", "e n Control+Enter", false),
  value("stage", "type: enum, enum: [test, prod]", "e p Control+Enter", "prod"),
  value("lines", "type: text", "e [one\ntwo] Control+Enter", "one\ntwo"),
  value("hosts", "type: list", "e [a\nb] Escape a", ["a", "b"]),
  value("address", "type: ip", "e [10.0.0.1] Enter", "10.0.0.1"),
  value("token", "type: secret", "e k Control+Enter", SECRET),
];
const REJECTED: readonly Asked[] = [
  { vertex: "no", fields: "kind: approval", keys: "r", answer: { verdict: "reject" } },
  {
    vertex: "not-now",
    fields: "kind: approval",
    keys: "e [wrong-host] Escape r",
    answer: { verdict: "reject" },
    comment: "wrong-host",
  },
  { vertex: "never", fields: "kind: approval", keys: "Tab", answer: { verdict: "reject" } },
];
/** Beside what is typed: into a field, to the next one or out of it, and one that sends it. */
const MAX_KEYS = 3;
/** So far are the buttons of a prompt from its heading, where nothing ran before it. */
const MAX_TABS = 6;

const textOf = (name: string, asked: readonly Asked[]) =>
  `signalbox: 1\nname: ${name}\nonFailure: continue\nvertices:\n${asked.map(({ vertex, fields }) => `  ${vertex}: { ${fields} }\n`).join("")}`;

/** A choice is taken by its first letter: right behind the key that leads to its field. */
const CHOICE = /^e [a-z] /;

async function press(page: Page, keys: string): Promise<void> {
  for (const key of keys.split(" ")) {
    if (key.startsWith("[")) await page.keyboard.type(key.slice(1, -1));
    else await page.keyboard.press(key);
    // What there is to choose from is known a moment after the field has the focus. No person is as fast.
    if (key === "e" && CHOICE.test(keys))
      await expect(page.getByRole("option", { includeHidden: true }).nth(1)).toBeAttached();
  }
}

test("an operator answers twenty prompts of mixed kinds by keyboard alone: those with a deadline first, each answer leads to the next prompt, and nothing else is answered", async ({
  browser,
  request,
}) => {
  await call(request, "folders.create", { name: FOLDER });
  await call(request, "secrets.save", { name: SECRET, value: "of a test", folder: FOLDER });
  const ids: number[] = [];
  for (const [graph, asked] of Object.entries({ [FOLDER]: GOOD, [`${FOLDER}-no`]: REJECTED })) {
    await call(request, "graphs.applyText", { text: textOf(graph, asked), folder: FOLDER });
    ids.push((await call<{ id: number }>(request, "pipelines.launch", { graph })).id);
  }
  const keys = await browserOfOther(browser, request, { name: FOLDER, role: "approver", folder: FOLDER });
  const page = await keys.newPage();
  const secrets = page.waitForResponse(/secrets\.list/);
  await page.goto("/inbox");
  const all = [...GOOD, ...REJECTED];
  expect(all).toHaveLength(20);
  const field = page.getByRole("textbox", { name: "value" });
  const atPrompt = async (vertex: string) => {
    await expect(page.getByRole("form", { name: `Answer for ${vertex}` })).toBeVisible();
    await expect(page.getByRole("heading", { name: vertex, exact: true })).toBeFocused();
  };
  for (const [place, { vertex, keys: needed }] of all.entries()) {
    expect(needed.replace(/\[[^\]]*\]/g, "").split(/ +/).length).toBeLessThanOrEqual(MAX_KEYS);
    // What it is chosen from came with the prompt before.
    if (vertex === "token") await secrets;
    await expect(page.getByRole("form", { name: `Answer for ${vertex}` })).toBeVisible();
    if (place > 0) await atPrompt(vertex);
    // A press of these right after the answer before would be one that was meant for that.
    if (/^[ar]$/.test(needed))
      await expect(page.getByRole("button", { name: /^(Answer|Reject)$/ })).toBeEnabled();
    if (vertex === "gate-10") {
      // A key that is held is pressed once.
      await page.keyboard.down("a");
      await page.keyboard.down("a");
      await page.keyboard.up("a");
      continue;
    }
    if (vertex === "gate-12") {
      await press(page, "?");
      await expect(page.getByRole("dialog")).toContainText("Approve, or send the answer");
      await press(page, "Escape");
      await atPrompt(vertex);
      // One that was answered is looked at, and not answered again.
      await press(page, "k");
      await atPrompt("gate-11");
      await press(page, "a j");
      await atPrompt(vertex);
    }
    await press(page, needed);
    if (vertex === "gate-13") {
      await atPrompt("gate-14");
      await press(page, "u");
      await atPrompt(vertex);
      await press(page, "a");
    }
    if (vertex === "count") {
      await expect(field).toHaveAttribute("aria-invalid", "true");
      await expect(field).toHaveValue("3x");
      await expect(field).toBeFocused();
      await press(page, "Backspace Enter");
    }
    if (vertex === "never") {
      const reject = page.getByRole("button", { name: "Reject" });
      const isThere = () => reject.evaluate((button) => button === document.activeElement);
      for (let tabs = 1; tabs < MAX_TABS && !(await isThere()); tabs += 1) await press(page, "Tab");
      await expect(reject).toBeFocused();
      await press(page, "Space");
    }
  }
  await expect(page.getByText(/rejection of/i)).toContainText("never");
  // What is held is sent when the page is left.
  await page.goto("/inbox?state=answered");
  type Prompt = { vertex: string; values: Record<string, unknown>; comment: string | null };
  const answered = async () => {
    const found = await ask<Prompt[]>(keys.request, "prompts.list", { state: "answered" });
    return Object.fromEntries(found.map(({ vertex, values, comment }) => [vertex, { ...values, comment }]));
  };
  const wanted = (vertices: readonly Asked[]) =>
    Object.fromEntries(
      vertices.map(({ vertex, answer, comment = null }) => [vertex, { ...answer, comment }]),
    );
  await expect.poll(answered).toEqual(wanted(all.filter(({ vertex }) => vertex !== "both")));
  // The other person of two.
  const both = await promptOf(request, ids[0] ?? 0);
  await call(request, "prompts.answer", { id: both, values: {}, verdict: "approve" });
  const states = () =>
    Promise.all(
      ids.map(async (id) => (await ask<{ state: string }>(request, "pipelines.summary", { id })).state),
    );
  await expect.poll(states).toEqual(["succeeded", "failed"]);
  await keys.close();
});
