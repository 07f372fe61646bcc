import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { saveSecret } from "#services/fleet/secret-store.ts";
import { readLog } from "#services/logs/read-log.ts";
import { cancelPipeline } from "#services/pipelines/cancel-pipeline.ts";
import { ANN } from "#testing/api/ann-asks.ts";
import { everyAttempt } from "#testing/every-attempt.ts";
import { startTestSystem } from "#testing/test-system.ts";

const KEY = Buffer.alloc(32, 7);

type Received = { readonly from: string; readonly to: readonly string[]; readonly text: string };

const system = await startTestSystem();
const { database } = system;
let server: SMTPServer;
let received: Received[];
let logins: string[];
/** Called when the next message arrives. The server answers once the promise has resolved. */
let holdMessage: () => Promise<void>;

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    disabledCommands: ["STARTTLS"],
    onAuth: ({ username = "", password = "" }, _, done) => {
      logins.push(`${username}:${password}`);
      if (password === "s3cret-pass") done(null, { user: username });
      else done(new Error("wrong password"));
    },
    onRcptTo: ({ address }, _, done) => {
      if (address.startsWith("nobody")) done(new Error("no such mailbox"));
      else done();
    },
    onData: async (stream, { envelope }, done) => {
      const parts: Buffer[] = [];
      for await (const part of stream) parts.push(part as Buffer);
      await holdMessage();
      const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
      const to = envelope.rcptTo.map(({ address }) => address);
      received.push({ from, to, text: Buffer.concat(parts).toString("utf8") });
      done(null, "taken");
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  await system.startRunner({
    SIGNALBOX_RUNNER: "r1",
    SIGNALBOX_SMTP_URL: `smtp://127.0.0.1:${port}`,
    SIGNALBOX_SMTP_FROM: "signalbox@example.com",
    SIGNALBOX_SECRET_KEY: KEY.toString("base64"),
  });
});

beforeEach(() => {
  received = [];
  logins = [];
  holdMessage = async () => undefined;
});

afterAll(async () => {
  await system.stopRunners();
  await new Promise<void>((resolve) => server.close(resolve));
});

const launch = (name: string, vertex: object) =>
  system.launch(JSON.stringify({ signalbox: 1, name, vertices: { A: { kind: "email", ...vertex } } }));

async function failureOf(name: string, vertex: object): Promise<string> {
  const run = await launch(name, vertex);
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "failed");
  return tracks[0]?.reason ?? "";
}

/** The mail server keeps a message until the end of the connection, and says when it has it. */
function heldMessage(): Promise<void> {
  return new Promise((arrived) => {
    holdMessage = () => {
      arrived();
      return new Promise(() => undefined);
    };
  });
}

test("an email is sent with the values of its inputs, and gives its message id", async () => {
  const run = await launch("mailed", {
    inputs: { who: { type: "string", default: "ann" }, version: { type: "string", default: "Grün 3" } },
    email: {
      to: ["{who}@example.com", "team@example.com"],
      subject: "Version {version}",
      body: "Hello {who},\n.\n{{who}} stays.\n",
    },
  });
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(received).toMatchObject([
    { from: "signalbox@example.com", to: ["ann@example.com", "team@example.com"] },
  ]);
  expect(received[0]?.text).toContain("Subject: =?UTF-8?");
  expect(received[0]?.text).toContain("Hello ann,\r\n.\r\n{who} stays.");
  const id = tracks[0]?.outputs?.["message_id"];
  expect(received[0]?.text).toContain(`Message-ID: ${id}`);
  const log = await readLog(database.queries, { id: run.id, vertex: "A", after: 0, limit: 50 });
  const inStream = (wanted: string) =>
    log.chunks.filter(({ stream }) => stream === wanted).map(({ text }) => text);
  expect(inStream("stdout").join("")).toMatch(/^To: ann@example.com, team@example.com\nSubject: /);
  expect(inStream("system").join("")).toMatch(/^2 recipients, by 127[^\n]*\nAccepted, status 250\n$/);
});

test.each([
  [
    "subject",
    { to: "ann@example.com", subject: "Hello {x}" },
    "x\r\nBcc: eve@example.com",
    /subject .* line break/,
  ],
  ["address", { to: "{x}", subject: "s" }, "ann@example.com\r\nBcc: eve@example.com", /one email address/],
  ["list", { to: "{x}", subject: "s" }, "ann@example.com, eve@example.com", /one email address/],
  ["name", { to: "{x}", subject: "s" }, "Ann <ann@example.com>", /one email address/],
])("a value that would add a header or a recipient is refused: %s", async (place, email, value, reason) => {
  const inputs = { x: { type: "text", default: value } };
  expect(await failureOf(`injected-${place}`, { inputs, email })).toMatch(reason);
  expect(received).toEqual([]);
});

test("the password is a secret that only the mail server sees; a refused login says so", async () => {
  const box = secretBox(KEY);
  await saveSecret(database.queries, box, { name: "smtp", value: "s3cret-pass" }, ANN);
  await saveSecret(database.queries, box, { name: "old", value: "0ld-s3cret" }, ANN);
  const vertex = (secret: string) => ({
    inputs: { password: { type: "secret", default: secret } },
    email: { to: "ann@example.com", subject: "s", user: "releases", password: "{password}" },
  });
  const run = await launch("login", vertex("smtp"));
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(await failureOf("login-refused", vertex("old"))).toMatch(/the mail server refused the login: 535/);
  expect(logins).toEqual(["releases:s3cret-pass", "releases:0ld-s3cret"]);
  const attempts = await everyAttempt(database.queries, run.id, "A");
  expect(JSON.stringify(attempts)).not.toContain("s3cret-pass");
});

test("a refused recipient fails the track, once, and the reason names them", async () => {
  const email = { to: ["nobody@example.com"], subject: "s" };
  expect(await failureOf("refused", { email })).toMatch(
    /refused the sender or a recipient: 550 no such mailbox/,
  );
  const both = { to: ["ann@example.com", "nobody@example.com"], subject: "s" };
  expect(await failureOf("refused-one", { email: both })).toBe(
    "the mail server refused some of the recipients: nobody@example.com; it took the email for ann@example.com",
  );
  expect(received).toHaveLength(1);
});

test("a timeout ends the connection and fails the track; nothing is sent again", async () => {
  const arrived = heldMessage();
  const email = { to: "ann@example.com", subject: "s" };
  expect(await failureOf("slow", { timeout: "1s", email })).toBe("timeout after 1s");
  await arrived;
  await expect.poll(() => server.connections.size).toBe(0);
  expect(received).toEqual([]);
});

test("cancelled with a kill, its connection ends", async () => {
  const arrived = heldMessage();
  const run = await launch("killed", { email: { to: "ann@example.com", subject: "s" } });
  await arrived;
  await cancelPipeline(database, { id: run.id, kill: true }, "ann");
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "cancelled");
  expect(tracks[0]?.reason).toBe("cancelled by ann");
  await expect.poll(() => server.connections.size).toBe(0);
});
