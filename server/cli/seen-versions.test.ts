import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { ALL_RIGHTS } from "#engine/rights/policy.ts";
import { openApiClient } from "#testing/api/api-client.ts";
import { startApiServer } from "#testing/api/api-server.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "./run-cli-for-test.ts";

const { databaseUrl, startApi, seal } = await startTestSystem();
const ann = await startApi();
const bob = await startApiServer(databaseUrl, {
  actor: { who: "person", id: 2, name: "bob", sessionId: 2, rights: ALL_RIGHTS },
});

afterAll(() => bob.close());

async function signalbox(url: string, words: string, stdin = "") {
  const command = runCliForTest(words.split(" "), { SIGNALBOX_URL: url }, stdin);
  return { code: await command.code, out: command.out, err: command.err };
}

const FILES = {
  schedule: (every: string) => `schedule: 1\nname: one\ngraph: g\nevery: ${every}\n`,
  trigger: (every: string) =>
    `trigger: 1\nname: one\ngraph: g\nafter: { graph: source }\nfilter: pipeline.name != "${every}"\n`,
};
const KINDS = ["schedule", "trigger"] as const;

const apply = (url: string, kind: (typeof KINDS)[number], every: string) =>
  signalbox(url, `${kind} apply -f -`, FILES[kind](every));

/** The server of ann, with a change of bob just before each change of her. */
async function betweenReadAndChange(change: () => Promise<unknown>): Promise<string> {
  const proxy = createServer((request, response) => {
    const answer = async () => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      if (/(schedules|triggers)\.set/.test(request.url ?? "")) await change();
      const headers = Object.entries(request.headers).filter(
        ([name]) => !/^(host|connection|content-length)$/.test(name),
      );
      const given = await fetch(new URL(request.url ?? "", ann.url), {
        method: request.method ?? "GET",
        headers: headers as [string, string][],
        ...(request.method === "POST" && { body: Buffer.concat(parts) }),
      });
      response.writeHead(given.status, { "content-type": given.headers.get("content-type") ?? "" });
      response.end(Buffer.from(await given.arrayBuffer()));
    };
    answer().catch((error) => response.destroy(error as Error));
  });
  onTestFinished(() => void proxy.close());
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

const REMOVED = [
  {
    ...{ verb: "secret delete one", show: "secret list" },
    save: (url: string, text: string) => signalbox(url, "secret set one", `value ${text}`),
  },
  {
    ...{ verb: "connection remove one", show: "connection show one" },
    save: (url: string, text: string) =>
      signalbox(url, `connection set one --kind redis --address redis://127.0.0.1:1/${text.length}`),
  },
  {
    ...{ verb: "stream remove one", show: "stream show one" },
    save: (url: string, text: string) =>
      signalbox(url, `stream set one --connection queue --redis-key ${text}`),
  },
  {
    ...{ verb: "notice remove one", show: "notice list" },
    save: (url: string, text: string) => {
      const to = `{ kind: webhook, url: "https://hooks.example.com/${text}" }`;
      return signalbox(url, "notice apply -f -", `name: one\nfolder: ""\non: [failed]\nto: ${to}\n`);
    },
  },
  {
    ...{ verb: "graph delete one", show: "graph list" },
    save: (url: string, text: string) =>
      signalbox(url, "graph apply -f -", `signalbox: 1\nname: one\nvertices: { a: { script: ${text} } }\n`),
  },
  {
    ...{ verb: "preset delete with-presets one --shared", show: "preset list with-presets" },
    // Only the page saves one.
    save: async (url: string, text: string) => {
      const { presets } = openApiClient(url);
      const all = await presets.list.query({ graph: "with-presets" });
      const edit = all.find(({ name }) => name === "one")?.edit;
      const preset = {
        graph: "with-presets",
        name: "one",
        isShared: true,
        params: { env: text },
        inputs: {},
      };
      await presets.save.mutate({ ...preset, edit });
      return { code: 0 };
    },
  },
];

test.each(REMOVED)(
  "what somebody else changed since it was shown is not removed: $verb",
  async ({ verb, show, save }) => {
    await signalbox(ann.url, "connection set queue --kind redis --address redis://127.0.0.1:1");
    const params = { env: { type: "text", default: "" } };
    await seal({ name: "with-presets", params, vertices: { a: { script: "true" } } });
    const seen = async () => {
      const { document } = JSON.parse(`{"document":${(await signalbox(ann.url, `${show} --json`)).out}}`);
      const listed = document.presets ?? document;
      const { version } = Array.isArray(listed) ? listed.find(({ name }) => name === "one") : listed;
      if (show !== "graph list") expect((await signalbox(ann.url, show)).out).toContain(String(version));
      return version as number;
    };
    expect(await save(ann.url, "a")).toMatchObject({ code: 0 });
    const version = await seen();
    expect(await save(bob.url, "bb")).toMatchObject({ code: 0 });
    const refused = await signalbox(ann.url, `${verb} --seen ${version}`);
    expect(refused).toMatchObject({ code: 3, out: "" });
    expect(refused.err).toMatch(/^bob changed the .+ "one" in between\.\nNothing was removed\./m);
    expect((await signalbox(ann.url, `${verb} --seen soon`)).code).toBe(2);
    expect(await signalbox(ann.url, `${verb} --seen ${await seen()}`)).toMatchObject({ code: 0 });
  },
);

test.each(KINDS)("what somebody else changed since it was shown is not published: %s", async (kind) => {
  for (const name of ["g", "source"])
    await seal({ name, vertices: { rest: { kind: "wait", wait: { for: "10h" } } } });
  await apply(ann.url, kind, "1h");
  const shown = await signalbox(ann.url, `${kind} show one`);
  const version = Number(/^Version +(\d+)$/m.exec(shown.out)?.[1]);
  await apply(bob.url, kind, "2h");

  for (const verb of ["publish", "pause", "resume", "remove"]) {
    const refused = await signalbox(ann.url, `${kind} ${verb} one --seen ${version}`);
    expect(refused).toMatchObject({ code: 3, out: "" });
    expect(refused.err).toContain(`bob changed the ${kind} "one" in between.\nNothing was written.`);
  }
  expect((await signalbox(ann.url, `${kind} publish one --seen x`)).code).toBe(2);

  const late = await signalbox(
    await betweenReadAndChange(() => apply(bob.url, kind, "3h")),
    `${kind} publish one`,
  );
  expect(late).toMatchObject({ code: 3, out: "" });
  expect(late.err).toContain(`version ${version + 1} of bob`);
  expect(late.err).toContain(`bob changed the ${kind} "one" in between.`);

  const published = await signalbox(ann.url, `${kind} publish one`);
  expect(published).toMatchObject({ code: 0, out: expect.stringContaining("one is published.") });
  expect(published.err).toContain(`g, the latest revision; `);
  expect(published.err).toContain(`version ${version + 2} of bob`);
});
