import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type NoticeRuleInput, saveNoticeRuleInput } from "#contract/triggers/notices.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { mailServerOf } from "#platform/settings/mail-server.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { allowedAddresses } from "../connections/clients/allowed-addresses.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { NoticeLanes } from "./notice-lanes.ts";
import { saveNoticeRule, testNoticeRule } from "./save-notice-rule.ts";
import { sendNotice } from "./send-notice.ts";
import { type SendingParts, sendSome } from "./send-notices.ts";
import { noticeLogOf } from "./show-notices.ts";

const { database } = await startTestSystem();
/** Who got each e-mail. */
const taken: string[][] = [];
/** How the mail server answers to addresses; to "never@example.com" it does not. */
const refusals = new Map<string, number>();
/** Where given, an e-mail is taken when this says so. */
let gate: Promise<void> | null = null;
let begun = 0;
let smtp: SMTPServer;
let parts: SendingParts;

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: ({ address }, _session, done) => {
      if (address === "never@example.com") return;
      const code = refusals.get(address);
      done(code === undefined ? null : Object.assign(new Error("not now"), { responseCode: code }));
    },
    onData: (stream, { envelope }, done) => {
      stream.resume();
      stream.on("end", async () => {
        begun += 1;
        await gate;
        taken.push(envelope.rcptTo.map(({ address }) => address));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  const { port } = smtp.server.address() as AddressInfo;
  parts = {
    database,
    secrets: async () => secretBox(Buffer.alloc(32, 5)),
    outlets: {
      allowed: allowedAddresses([]),
      mailServer: mailServerOf(`smtp://127.0.0.1:${port}`, "signalbox@example.com"),
      site: "https://signalbox.example.com",
    },
  };
});

afterAll(() => new Promise<void>((resolve) => smtp.close(() => resolve())));

test("whoever has an e-mail does not get it again because the mail server refused others, for now or for good", async () => {
  const save = (...to: string[]) => {
    const rule = { name: "mail", folder: "", on: ["failed"], to: { kind: "email", to } };
    return saveNoticeRule(
      database,
      saveNoticeRuleInput.parse(rule) as NoticeRuleInput,
      COMMAND_LINE,
      parts.outlets,
    );
  };
  const tryNow = async () => {
    await database.pool.query("UPDATE notice SET due_at = now(3) WHERE state = 'waiting'");
    const lanes = new NoticeLanes(parts, (error) => expect(error).toBeUndefined());
    while ((await lanes.begin()) > 0) await lanes.idle();
    return (await noticeLogOf(database.queries, { name: "mail" })).entries[0];
  };
  await save("ann@example.com", "bob@Example.COM", "gone@example.com", "left@example.com");
  refusals.set("gone@example.com", 550).set("bob@example.com", 450).set("left@example.com", 451);
  await testNoticeRule(database, "mail", COMMAND_LINE);
  expect(await tryNow()).toMatchObject({
    state: "waiting",
    reason: "the mail server took it for 1 of 4, refused it for 1, asks to try again for 2",
  });
  // All whom it is still for are refused for now.
  expect(await tryNow()).toMatchObject({ state: "waiting" });
  refusals.delete("bob@example.com");
  await save("ann@example.com", "bob@Example.COM", "new@example.com");
  expect(await tryNow()).toMatchObject({ state: "sent", reason: null });
  expect(taken).toEqual([["ann@example.com"], ["bob@example.com"]]);

  refusals.set("bob@example.com", 550);
  await testNoticeRule(database, "mail", COMMAND_LINE);
  expect((await tryNow())?.tries).toMatchObject([
    { isSent: true, answer: "the mail server took it for 2 of 3, refused it for 1" },
  ]);
  expect(taken.at(-1)).toEqual(["ann@example.com", "new@example.com"]);
});

test("while one e-mail takes long, the next ones are not sent by two processes, and each has its time anew", async () => {
  const at = { name: "slow", folder: "", on: ["failed"], to: { kind: "email", to: ["slow@example.com"] } };
  await saveNoticeRule(
    database,
    saveNoticeRuleInput.parse(at) as NoticeRuleInput,
    COMMAND_LINE,
    parts.outlets,
  );
  for (let n = 0; n < 3; n += 1) await testNoticeRule(database, "slow", COMMAND_LINE);
  const rows = async () => (await noticeLogOf(database.queries, { name: "slow" })).entries.toReversed();
  const [first, second, third] = (await rows()).map(({ id }) => id);
  const ruleId = await ruleIdOf("slow");
  const letGo = closeGate();
  begun = 0;
  taken.length = 0;
  const one = sendSome(parts, [ruleId]);
  await expect.poll(() => begun, { timeout: 60_000 }).toBe(1);
  // So long that the time of the second is over: another process takes it.
  await database.pool.query("UPDATE notice SET due_at = now(3) WHERE id = ?", [second]);
  const two = sendSome(parts, [ruleId]);
  await expect.poll(() => begun, { timeout: 60_000 }).toBe(2);
  // The third is still the first one's: its time has nearly gone.
  await database.pool.query("UPDATE notice SET due_at = now(3) + interval 5 second WHERE id = ?", [third]);
  const letGoThird = letGo();
  await expect.poll(() => begun, { timeout: 60_000 }).toBe(3);
  const [left] = await leftOf(third);
  expect(left).toBeGreaterThan(60);
  letGoThird();
  expect(await Promise.all([one, two])).toEqual([3, 1]);
  expect(taken).toHaveLength(3);
  const ends = (await rows()).map(({ id, state, tries }) => [id, state, tries.length]);
  // Of the second one the log says that its first try was taken from its process.
  expect(ends).toEqual([
    [first, "sent", 1],
    [second, "sent", 2],
    [third, "sent", 1],
  ]);
});

test("a mail server that does not go on is given up, however long each of its answers may take", async () => {
  const since = new Date().toISOString();
  const nobody = { pipelineName: "", launchedBy: "", vertex: null, reason: null, lastLine: null };
  const facts = { ...nobody, kind: "test", rule: "r", graph: "", folder: "", pipeline: null, since } as const;
  const target = { kind: "email", to: ["ann@example.com", "never@example.com"] } as const;
  const sending = { eventId: "one", facts, target, secrets: new Map() };
  const result = await sendNotice(sending, parts.outlets, Date.now(), 100);
  expect(result).toEqual({ isSent: false, answer: "the mail server did not take the e-mail in time" });
});

/** E-mails wait. The first call lets those go that wait now, and gives what lets the later ones go. */
function closeGate(): () => () => void {
  const closed = () => {
    let open: () => void = () => undefined;
    gate = new Promise((resolve) => (open = resolve));
    return open;
  };
  const open = closed();
  return () => {
    const openLater = closed();
    open();
    return () => {
      gate = null;
      openLater();
    };
  };
}

async function ruleIdOf(name: string): Promise<number> {
  const [rows] = await database.pool.query("SELECT id FROM notice_rule WHERE name = ?", [name]);
  return (rows as { id: number }[])[0]?.id ?? 0;
}

/** In how many seconds another process may take a notice. */
async function leftOf(id: number | undefined): Promise<number[]> {
  const [rows] = await database.pool.query(
    "SELECT timestampdiff(SECOND, now(3), due_at) AS n FROM notice WHERE id = ?",
    [id],
  );
  return (rows as { n: number }[]).map(({ n }) => n);
}
