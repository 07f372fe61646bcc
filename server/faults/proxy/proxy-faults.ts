import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { createToken } from "#services/people/api-tokens.ts";
import { addPerson } from "#services/people/people.ts";
import { beginSession } from "#services/people/sessions.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { programWords } from "#testing/test-programs.ts";
import { eventually } from "../harness/eventually.ts";
import { type Fault, hasSucceeded, must } from "../harness/fault.ts";
import type { FaultContext } from "../harness/fault-harness.ts";
import { PROXY_NAME, startBehindNginx, untilItAnswers } from "./behind-nginx.ts";

const LENGTH = 14;
const SAVE = "/api/trpc/graphs.applyText";
const OWN_PAGE = { "sec-fetch-site": "same-origin" };

/** Faults of web processes behind a proxy. */
export const PROXY_FAULTS: readonly Fault[] = [
  {
    name: "web: of two web processes behind nginx one is killed, then the other",
    promise:
      "a stream goes on at the other one and loses nothing; calls are answered and carried out once; the checks of Host and origin hold behind the proxy",
    play: async (context) => {
      const { token, session } = await signedIn(context);
      const { port, proxy, webs, stop } = await startBehindNginx(context);
      try {
        const checked = await checkStrangers(port, token, session);
        await context.runner("r1");
        const names = Array.from({ length: LENGTH }, (_, place) => `v${place}`);
        const go = join(context.dir, "go");
        const bodyOf = (name: string) =>
          name === names.at(-1) ? `until [ -e ${go} ]; do sleep 0.1; done` : "sleep 2";
        const run = await context.launch(
          Object.fromEntries(names.map((name) => [name, { script: context.tally.script(bodyOf(name)) }])),
          [names.join(" -> ")],
        );
        const cli = { url: proxy.url, token };
        const watching = runCli(cli, ["pipeline", "watch", String(run.id)]);
        await eventually("a change is shown", () => (watching.text().includes("v0") ? true : null));
        let unanswered = 0;
        const calls: Promise<number | null>[] = [];
        for (const web of webs) {
          must(
            !watching.text().includes("Pipeline"),
            "the stream was over before the web process was killed",
          );
          await web.kill();
          calls.push(runCli(cli, ["launch", context.name, "--key", randomUUID()]).gone);
          const { status } = await ask(port, "/api/health", { host: `${PROXY_NAME}:${port}` });
          if (status !== 200) unanswered += 1;
          web.start();
          await untilItAnswers(web);
        }
        await writeFile(go, "");
        must(unanswered === 0, `${unanswered} calls were not answered`);
        must((await watching.gone) === 0, `the stream ended: ${watching.text()}`);
        for (const name of names) {
          const said = watching
            .text()
            .split("\n")
            .filter((line) => new RegExp(`\\s${name}\\s+succeeded`).test(line));
          must(said.length === 1, `${name} was told ${said.length} times: ${watching.text()}`);
        }
        must(
          (await Promise.all(calls)).every((code) => code === 0),
          "a launch failed",
        );
        for (const id of [run.id, run.id + 1, run.id + 2])
          await context.run(id).until("it succeeds", hasSucceeded);
        return `every change was told once, 2 calls and 2 launches answered meanwhile; ${checked}`;
      } finally {
        await stop();
      }
    },
  },
];

/** A token and a session, as the product would give them. */
async function signedIn({ database }: FaultContext): Promise<{ token: string; session: string }> {
  const made = await createToken(
    database.queries,
    { name: "fault", acts: ["read", "launch"], days: 1 },
    COMMAND_LINE,
  );
  const { id } = await addPerson(database.queries, { name: "ann", email: null }, COMMAND_LINE);
  const browser = { device: "a test", address: "127.0.0.1", deviceToken: null };
  return { token: made.token, session: (await beginSession(database.queries, id, browser)).token };
}

/** Requests that must be refused behind the proxy as before it. */
async function checkStrangers(port: number, token: string, session: string): Promise<string> {
  const own = `${PROXY_NAME}:${port}`;
  const json = { "content-type": "application/json" };
  const cookie = `__Host-signalbox=${session}`;
  const body = JSON.stringify({ text: "signalbox: 1\nname: foreign\nvertices: {}\n" });
  const expected: readonly (readonly [string, number, Record<string, string>, string | null])[] = [
    ["the name of SIGNALBOX_URL", 200, { host: own }, null],
    ["a foreign name", 421, { host: "evil.example" }, null],
    [
      "a foreign name that claims to be forwarded",
      421,
      { host: "evil.example", "x-forwarded-host": own },
      null,
    ],
    ["a page of another site", 401, { ...json, host: own, cookie, "sec-fetch-site": "cross-site" }, body],
    ["another origin", 401, { ...json, host: own, cookie, origin: "https://evil.example" }, body],
    [
      "an origin on another port",
      401,
      { ...json, host: own, cookie, origin: `https://${PROXY_NAME}:1` },
      body,
    ],
    ["its own page without a session", 401, { ...json, host: own, origin: `https://${own}` }, body],
    ["a session at this machine's own name", 401, { ...json, host: "127.0.0.1", cookie, ...OWN_PAGE }, body],
    ["a wrong token", 401, { ...json, host: own, authorization: "Bearer guessed" }, body],
  ];
  for (const [who, wanted, headers, sent] of expected) {
    const { status } = await ask(port, sent === null ? "/api/health" : SAVE, headers, sent);
    must(status === wanted, `${who} was answered ${status}`);
  }
  const page = await ask(port, SAVE, { ...json, host: own, cookie, origin: `https://${own}` }, body);
  must(page.status !== 401 && page.status !== 421, `its own page was answered ${page.status}`);
  const list = await ask(port, "/api/trpc/graphs.list?input=%7B%7D", {
    host: own,
    authorization: `Bearer ${token}`,
  });
  must(list.status === 200 && !list.text.includes("foreign"), `the token was answered ${list.status}`);
  return `${expected.length - 1} kinds of strangers refused`;
}

/** `fetch` does not send a Host of its own. */
async function ask(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string | null = null,
): Promise<{ status: number; text: string }> {
  const sent = request({ host: "127.0.0.1", port, path, method: body === null ? "GET" : "POST", headers });
  sent.setHeader("content-length", Buffer.byteLength(body ?? ""));
  sent.end(body ?? undefined);
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return { status: response.statusCode ?? 0, text: Buffer.concat(parts).toString("utf8") };
}

function runCli(server: { url: string; token: string }, words: readonly string[]) {
  const child = spawn(process.execPath, [...programWords("cli"), ...words], {
    cwd: PROJECT_ROOT,
    env: {
      NODE_ENV: "test",
      PATH: process.env["PATH"],
      SIGNALBOX_URL: server.url,
      SIGNALBOX_TOKEN: server.token,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let written = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      written += text;
    });
  const gone = once(child, "close").then(([code]): number | null => code as number | null);
  return { gone, text: () => written };
}
