import { writeFile } from "node:fs/promises";
import type { Page, Request, TestInfo } from "@playwright/test";
import { fromWire } from "../../server/engine/json/wire.ts";

/** What a page asks the server about its draft. */
export const ASKED = /\/api\/trpc\/\S*(graphs\.(save|show|newestSave)|requests\.outcome)\b/;
const FILE = "two-people.txt";

type Json = { readonly [field: string]: unknown };
type Line = { readonly at: number; readonly who: string; readonly text: string };

/**
 * All that happened to one graph that two people edit: what they did, what their pages sent and were answered, and what their
 * browsers kept. It is listened to from outside of the product, and written only where a test fails.
 */
export class EditingRecord {
  private readonly lines: Line[] = [];
  private readonly began = Date.now();

  note(who: string, text: string): void {
    this.lines.push({ at: Date.now() - this.began, who, text });
  }

  /** Listens to a page, before it is opened. */
  async listen(page: Page, who: string): Promise<void> {
    const tell = (text: string) => this.note(who, text);
    const numbers = new Map<Request, number>();
    page.on("request", (request) => {
      if (!ASKED.test(request.url())) return;
      numbers.set(request, numbers.size + 1);
      const body = request.method() === "POST" ? ` ${sentIn(request.postData())}` : "";
      tell(`request ${numbers.size} ${procedures(request)}${body}`);
    });
    page.on("requestfailed", (request) => {
      const number = numbers.get(request);
      if (number !== undefined) tell(`request ${number} failed: ${request.failure()?.errorText}`);
    });
    page.on("response", (response) => {
      const number = numbers.get(response.request());
      if (number === undefined) return;
      // The page may be left before the answer is read.
      response.text().then(
        (text) => tell(`answer ${number} ${response.status()} ${answerIn(text)}`),
        () => tell(`answer ${number} ${response.status()}, not read`),
      );
    });
    page.on("framenavigated", (frame) => frame === page.mainFrame() && tell("page is opened"));
    await page.exposeBinding("noteKept", (_source, kept: string) => tell(keptIn(kept)));
    await page.addInitScript(listenToStorage);
  }

  /** Writes all of it beside the other results of a test that failed. */
  async write(info: TestInfo): Promise<void> {
    const path = info.outputPath(FILE);
    const text = this.lines.map(({ at, who, text }) => `${(at / 1_000).toFixed(3)} ${who} ${text}\n`);
    await writeFile(path, text.join(""));
    await info.attach(FILE, { path, contentType: "text/plain" });
  }
}

/** Runs in the page before the product: tells what the browser keeps of a draft, and since when. */
function listenToStorage(): void {
  const isDraft = (key: string) => key.startsWith("signalbox.draft ") && !key.endsWith(" page");
  const tell = (what: string, text: string) =>
    (window as unknown as { noteKept: (text: string) => void }).noteKept(`${what}\n${text}`);
  const { setItem, removeItem } = Storage.prototype;
  // Both storages hold the same: that of the tab is enough.
  Storage.prototype.setItem = function (key, value) {
    if (this === sessionStorage && isDraft(key)) tell("keeps", value);
    setItem.call(this, key, value);
  };
  Storage.prototype.removeItem = function (key) {
    if (this === sessionStorage && isDraft(key) && this.getItem(key) !== null) tell("forgets", "");
    removeItem.call(this, key);
  };
  for (const [name, storage] of Object.entries({ sessionStorage, localStorage }))
    for (const key of Object.keys(storage).filter(isDraft))
      tell(`finds in ${name} of ${storage.getItem(`${key} page`)}`, storage.getItem(key) ?? "");
}

function keptIn(kept: string): string {
  const [what = "", text = ""] = kept.split("\n", 2);
  const { edit, file, base, sent } = jsonIn(text) ?? {};
  if (edit === undefined) return `${what} ${text}`;
  const { id, isAll, file: sentFile } = (sent ?? {}) as Json;
  const sending = id === undefined ? "" : `, sent ${id} ${isAll === true ? "all of it" : textsIn(sentFile)}`;
  return `${what} on ${edit}: ${textsIn(file)}, base ${textsIn(base)}${sending}`;
}

function procedures(request: Request): string {
  return decodeURIComponent(new URL(request.url()).pathname.replace(/^.*\/api\/trpc\//, ""));
}

function sentIn(body: string | null): string {
  const { edit, file, ...rest } = jsonIn(body ?? "") ?? {};
  return file === undefined ? JSON.stringify(rest) : `on ${edit}: ${textsIn(file)}`;
}

function answerIn(body: string): string {
  const answers = jsonIn(body);
  return (Array.isArray(answers) ? answers : [answers])
    .map((each: { result?: { data?: Json }; error?: { message?: string } } | null) => {
      const { edit, savedBy, file, ...rest } = each?.result?.data ?? {};
      if (each?.result === undefined) return `refused: ${each?.error?.message}`;
      if (edit === undefined) return JSON.stringify(rest).slice(0, 200);
      return `edit ${edit}${savedBy === undefined ? "" : ` by ${savedBy}`}${file === undefined ? "" : ` ${textsIn(file)}`}`;
    })
    .join(" | ");
}

/** What is typed into a graph: its description, and a script, a question or an address of each vertex. */
function textsIn(file: unknown): string {
  const { description, vertices } = (file ?? {}) as Json;
  if (vertices === undefined) return "nothing";
  const all = vertices instanceof Map ? [...vertices] : Object.entries(vertices as Json);
  const each = all.map(([name, spec]: [string, { script?: string; prompt?: Json; http?: Json }]) => [
    name,
    spec.script ?? spec.prompt?.["title"] ?? spec.http?.["url"] ?? "",
  ]);
  return JSON.stringify({ "": description, ...Object.fromEntries(each) });
}

function jsonIn(text: string): Json | null {
  try {
    return fromWire(JSON.parse(text)) as Json;
  } catch {
    return null;
  }
}
