import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type NoticeRuleInput, saveNoticeRuleInput } from "#contract/triggers/notices.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { mailServerOf } from "#platform/settings/mail-server.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { allowedAddresses } from "../connections/clients/allowed-addresses.ts";
import { saveSecret } from "../fleet/secret-store.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { findEnded, findOverdue } from "./find-notices.ts";
import { NoticeLanes } from "./notice-lanes.ts";
import { releaseHeld } from "./release-held.ts";
import { saveNoticeRule, testNoticeRule } from "./save-notice-rule.ts";
import { sendNoticeAgain } from "./send-again.ts";
import type { SendingParts } from "./send-notices.ts";
import { listRecentNotices, noticeLogOf } from "./show-notices.ts";

const system = await startTestSystem();
const { database } = system;
const BOX = secretBox(Buffer.alloc(32, 5));
const heard: { headers: Record<string, unknown>; body: string }[] = [];
const mails: string[] = [];
let status = 200;
let receiver: Server;
let smtp: SMTPServer;
let base = "";
let parts: SendingParts;
let lanes: NoticeLanes;
/** What is answered to paths that begin with this; the answer of "/slow" comes when it is let go. */
let answer = "{}";
let letGo: () => void = () => undefined;

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += String(part);
    heard.push({ headers: request.headers, body });
    if (request.url === "/slow") await new Promise<void>((resolve) => (letGo = resolve));
    response.writeHead(status, { location: "http://127.0.0.1:1/" }).end(answer);
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _session, done) => {
      let mail = "";
      stream.on("data", (part) => (mail += String(part)));
      stream.on("end", () => {
        mails.push(mail);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  const { port } = smtp.server.address() as AddressInfo;
  const outlets = {
    allowed: allowedAddresses(["127.0.0.1", "localhost"]),
    mailServer: mailServerOf(`smtp://127.0.0.1:${port}`, "signalbox@example.com"),
    site: "https://signalbox.example.com",
  };
  parts = { database, secrets: async () => BOX, outlets };
  lanes = new NoticeLanes(parts, fail);
  await saveSecret(database.queries, BOX, { name: "hook-key", value: "a long secret" }, COMMAND_LINE);
  await system.startRunner({ SIGNALBOX_RUNNER: "r1" });
});

afterAll(async () => {
  receiver.close();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
});

const fail = (error: unknown) => expect(error).toBeUndefined();
const save = (input: object) =>
  saveNoticeRule(database, saveNoticeRuleInput.parse(input) as NoticeRuleInput, COMMAND_LINE, parts.outlets);
const failing = (name: string, script = "printf '\\033[31mit broke\\033[0m\\n' >&2; exit 3") => ({
  name,
  vertices: { A: { script } },
});
const log = async (name: string) => (await noticeLogOf(database.queries, { name })).entries;

async function runUntil(graph: object, state: string): Promise<number> {
  const run = await system.launch(graph);
  await run.until(({ pipeline }) => pipeline.state === state);
  return run.id;
}

async function work(): Promise<void> {
  while (await findEnded(database));
  await findOverdue(database);
  await releaseHeld(parts);
  // A receiver has a turn of a second, which may end before all is sent.
  while ((await lanes.begin()) > 0) await lanes.idle();
}

test("a failure leads to one signed request and one e-mail, with the last line and the address of its page", async () => {
  await system.seal(failing("deploy"));
  const hook = { kind: "webhook", url: `${base}/hook`, secret: "hook-key" };
  await save({ name: "hook", graph: "deploy", on: ["failed", "recovered"], to: hook });
  await save({ name: "mail", folder: "", on: ["failed"], to: { kind: "email", to: ["ops@example.com"] } });
  const id = await runUntil(failing("deploy"), "failed");
  // As two web processes that look at the same time.
  const other = new NoticeLanes(parts, fail);
  await Promise.all([work(), work(), other.begin()]);
  await other.idle();
  await work();
  expect(heard).toHaveLength(1);
  const [{ headers, body } = { headers: {}, body: "" }] = heard;
  expect(headers["x-signalbox-signature-256"]).toBe(
    `sha256=${createHmac("sha256", "a long secret").update(body).digest("hex")}`,
  );
  expect(JSON.parse(body)).toMatchObject({
    id: headers["x-signalbox-event-id"],
    title: `deploy #${id} failed`,
    vertex: "A",
    lastLine: "it broke",
    link: `https://signalbox.example.com/pipelines/${id}`,
  });
  expect(mails).toHaveLength(1);
  expect(mails[0]).toContain(`Subject: deploy #${id} failed`);
  expect(mails[0]).toContain("Last line of its log: it broke");
  expect(await log("hook")).toMatchObject([
    { state: "sent", tries: [{ isSent: true, answer: "status 200" }] },
  ]);
});

test("the first success after a failure is told of, the second is not", async () => {
  heard.length = 0;
  await runUntil(failing("deploy", "true"), "succeeded");
  await runUntil(failing("deploy", "true"), "succeeded");
  await work();
  expect(heard.map(({ body }) => JSON.parse(body).kind)).toEqual(["recovered"]);
});

test("what a receiver refuses is tried again with the same event id, and a redirect is not followed", async () => {
  heard.length = 0;
  status = 302;
  await testNoticeRule(database, "hook", COMMAND_LINE);
  await work();
  expect(await log("hook")).toMatchObject([{ state: "waiting", reason: "status 302" }, {}, {}]);
  status = 200;
  await database.pool.query("UPDATE notice SET due_at = now(3) - interval 1 second WHERE state = 'waiting'");
  await work();
  const ids = heard.map(({ headers }) => headers["x-signalbox-event-id"]);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  expect(JSON.parse(heard[0]?.body ?? "").title).toContain("[Test]");
  await database.pool.query(
    "UPDATE notice SET state = 'waiting', made_at = now(3) - interval 2 day, due_at = made_at",
  );
  status = 500;
  await work();
  expect((await log("hook"))[0]).toMatchObject({ state: "given-up", reason: "status 500" });
  status = 200;
});

test("a question that waits and a pipeline that is late are told of once", async () => {
  heard.length = 0;
  const approval = { name: "ask", vertices: { A: { kind: "approval", prompt: { title: "Go?" } } } };
  await system.seal(approval);
  const to = { kind: "slack", url: `${base}/slack` };
  const rule = { name: "waits", graph: "ask", on: ["waiting", "late"], late: "1ms", to };
  await save(rule);
  const { id } = await system.launch(approval);
  // Where nothing differs it goes on to tell of what began before.
  await save({ ...rule, active: true });
  await work();
  await work();
  await work();
  const texts = heard.map(({ body }) => JSON.parse(body).text as string).sort();
  expect(texts).toHaveLength(2);
  expect(texts[0]).toContain(`ask #${id} is late`);
  expect(texts[1]).toContain(`ask #${id} waits for a person at A`);
  await cancelPipeline(database, { id, kill: true }, "ann");
});

test("in quiet hours notices are held back, and one summary is sent afterwards; within `repeat` the second is left out", async () => {
  heard.length = 0;
  await system.seal(failing("noisy"));
  const to = { kind: "webhook", url: `${base}/noisy` };
  const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16);
  const quiet = { from: soon(-120), to: soon(120), zone: "UTC" };
  const names = ["quiet", "quiet-too", "quiet-as-well"];
  for (const name of names) await save({ name, graph: "noisy", on: ["failed"], to, quiet });
  await save({ name: "once", graph: "noisy", on: ["failed"], to, repeat: "1h" });
  await runUntil(failing("noisy"), "failed");
  await runUntil(failing("noisy"), "failed");
  await work();
  expect((await log("quiet")).map(({ state }) => state)).toEqual(["held", "held"]);
  expect((await log("once")).map(({ state }) => state)).toEqual(["dropped", "sent"]);
  await database.pool.query("UPDATE notice SET due_at = now(3) - interval 1 second WHERE state = 'held'");
  // One look is enough for all rules.
  await work();
  for (const name of names)
    expect((await log(name)).map(({ state }) => state)).toEqual(["sent", "summarised", "summarised"]);
  expect(heard.map(({ body }) => JSON.parse(body).kind)).toEqual(["failed", "summary", "summary", "summary"]);
});

test("a receiver that does not answer delays no other, and the notices of one come in their order", async () => {
  heard.length = 0;
  const rule = (name: string, host: string, path: string) =>
    save({
      ...{ name, folder: "", on: ["late"], late: "99d", active: false },
      to: { kind: "webhook", url: base.replace("127.0.0.1", host) + path },
    });
  await rule("slow", "localhost", "/slow");
  await rule("quick", "127.0.0.1", "/quick");
  for (let n = 0; n < 7; n++) await testNoticeRule(database, "quick", COMMAND_LINE);
  await testNoticeRule(database, "slow", COMMAND_LINE);
  await expect
    .poll(
      async () => {
        await lanes.begin();
        return (await log("quick")).map(({ state }) => state);
      },
      { timeout: 60_000 },
    )
    .toEqual(Array(7).fill("sent"));
  const ids = (await log("quick")).map(({ eventId }) => eventId).reverse();
  const came = heard.map(({ headers }) => headers["x-signalbox-event-id"]);
  expect(came.filter((id) => ids.includes(String(id)))).toEqual(ids);
  // It was begun, and has no answer yet.
  await expect.poll(() => heard.length, { timeout: 60_000 }).toBe(8);
  expect((await log("slow")).map(({ state }) => state)).toEqual(["waiting"]);
  letGo();
  await lanes.idle();
});

test("a robot that answers no JSON, or a code that is not 0, has not taken the notice", async () => {
  const to = (kind: string) => ({ kind, url: `${base}/robot` });
  const rule = { folder: "", on: ["late"], late: "99d", active: false };
  await save({ ...rule, name: "feishu", to: to("feishu") });
  const answers: [string, string][] = [
    ["<html>Sign in</html>", "no JSON"],
    ["", "no JSON"],
    ['{"code":19021}', "code 19021"],
    ['{"errcode":"310000"}', "code 310000"],
    ['{"StatusCode":0,"code":0}', "status 200"],
    [`{"code":"${"x".repeat(966)}😀"}`, "code xxx"],
  ];
  for (const [text, said] of answers) {
    answer = text;
    await testNoticeRule(database, "feishu", COMMAND_LINE);
    await work();
    const noted = (await log("feishu"))[0]?.tries.at(-1)?.answer;
    expect(noted).toContain(said);
    // Half a character would be stored as this sign.
    expect(noted).not.toContain("\ufffd");
  }
  answer = "{}";
});

test("within `repeat`, two that look at the same time tell once", async () => {
  await save({
    name: "race",
    graph: "noisy",
    on: ["failed"],
    to: { kind: "webhook", url: `${base}/race` },
    repeat: "1h",
  });
  await Promise.all([runUntil(failing("noisy"), "failed"), runUntil(failing("noisy"), "failed")]);
  // Each of two takes one of the two signals.
  await Promise.all([findEnded(database, 1), findEnded(database, 1)]);
  await work();
  expect((await log("race")).map(({ state }) => state).sort()).toEqual(["dropped", "sent"]);
});

test("a notice is sent again with the same event id, and recent ones are told once for each pipeline that may be read", async () => {
  heard.length = 0;
  const to = { kind: "webhook", url: `${base}/again` };
  await save({ name: "again", graph: "noisy", on: ["failed"], to });
  await save({ name: "again-too", graph: "noisy", on: ["failed"], to });
  const id = await runUntil(failing("noisy"), "failed");
  await work();
  const recent = await listRecentNotices(database.queries, "all");
  expect(recent.filter(({ pipelineId }) => pipelineId === id)).toMatchObject([
    { kind: "failed", graph: "noisy", vertex: "A", pipelineState: "failed" },
  ]);
  expect(await listRecentNotices(database.queries, [])).toEqual([]);
  const [entry] = await log("again");
  heard.length = 0;
  await sendNoticeAgain(database, { name: "again", id: entry?.id ?? 0 }, COMMAND_LINE);
  await work();
  expect(heard.map(({ headers }) => headers["x-signalbox-event-id"])).toEqual([entry?.eventId]);
  expect((await log("again"))[0]).toMatchObject({ state: "sent", tries: [{}, {}] });
  const elsewhere = { name: "again-too", id: entry?.id ?? 0 };
  await expect(sendNoticeAgain(database, elsewhere, COMMAND_LINE)).rejects.toThrow("has no notice");
});
