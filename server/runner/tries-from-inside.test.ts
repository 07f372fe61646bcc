import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { connectionOptionsOf, socketDatabaseUrl } from "#platform/database-url.ts";
import { openSecretBox } from "#platform/secrets/secret-box.ts";
import { saveSecret } from "#services/fleet/secret-store.ts";
import { answerPrompt } from "#services/prompts/answer-prompt.ts";
import { listPromptViews } from "#services/prompts/show-prompt.ts";
import { ANN } from "#testing/api/ann-asks.ts";
import { trackIn } from "#testing/launched.ts";
import { openLosingProxy } from "#testing/servers/losing-proxy.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { startJudgedWeb } from "./judged-web-for-test.ts";
import type { ContainmentLevel } from "./script/containment/containment.ts";
import { allLevelsHere } from "./script/containment/levels-for-test.ts";

const system = await startTestSystem();
const { database, databaseUrl, startRunner, launch, makeDirectory } = system;

/** One machine as `npm start` sets it up: what is not for scripts is in the data directory, or in a runner's memory. */
const dataDir = await makeDirectory();
const box = await openSecretBox(dataDir, undefined);
await saveSecret(database.queries, box, { name: "not-yours", value: "the-secret-of-another" }, ANN);
writeFileSync(join(dataDir, "runner.token"), "signalbox_runner_of-a-test\n", { mode: 0o600 });
mkdirSync(join(dataDir, "database"), { mode: 0o700 });
const { socketPath = "", database: name } = connectionOptionsOf(databaseUrl);
const databaseSocket = join(dataDir, "database", "server.sock");
const databaseProxy = await openLosingProxy(socketPath, databaseSocket);
const web = await startJudgedWeb(database, box, dataDir);
afterAll(async () => {
  await web.close();
  databaseProxy.close();
});

/** It knows all paths and numbers that it needs, and writes down what it reached. */
function tries(told: string): string {
  return `
import glob, json, os, socket, time

data, told = "${dataDir}", "${told}"
for _ in range(600):
    if os.path.exists(told): break
    time.sleep(0.1)
told = json.load(open(told))

def read(path):
    try:
        with open(path, "rb") as file: return file.read()
    except OSError: return b""

def talk(family, address, sent):
    with socket.socket(family) as client:
        client.settimeout(10)
        try:
            client.connect(address)
            client.sendall(sent)
            return client.recv(65536)
        except OSError: return b""

def approve(prompt, *headers):
    body = json.dumps({"id": prompt, "values": {}, "verdict": "approve"})
    lines = ["POST /api/trpc/prompts.answer HTTP/1.1", "Host: 127.0.0.1:${web.port}", "Connection: close",
        "Content-Type: application/json", f"Content-Length: {len(body)}", *headers]
    return ("\\r\\n".join(lines) + "\\r\\n\\r\\n" + body).encode()

own_id = f"idempotency-key: {os.getpid()}-{time.time()}-of-a-script"
claims = [[], ["Sec-Fetch-Site: same-origin"], ["X-Forwarded-For: 127.0.0.1", "Sec-Fetch-Site: same-origin"],
    ["Authorization: Bearer signalbox_guessed"], ["Cookie: signalbox-${web.port}=guessed", "Sec-Fetch-Site: same-origin"]]
by_port = [talk(socket.AF_INET, ("127.0.0.1", ${web.port}), approve(told["byPort"], own_id, *each)) for each in claims]
by_socket = talk(socket.AF_UNIX, f"{data}/web.sock", approve(told["bySocket"], own_id))
environments = [read(path) for path in glob.glob("/proc/[0-9]*/environ")]

reached = {
    "approveByPort": any(answer.startswith(b"HTTP/1.1 200") for answer in by_port),
    "approveBySocket": by_socket.startswith(b"HTTP/1.1 200"),
    "database": talk(socket.AF_UNIX, "${databaseSocket}", b"") != b"",
    "directoryOfOther": read(told["directory"] + "/note") != b"",
    "key": read(data + "/secret.key") != b"",
    "runnersEnvironment": any(b"DATABASE_URL=" in each for each in environments),
    "runnersToken": read(data + "/runner.token") != b"",
    "secretOfOther": any(b"the-secret-of-another" in each for each in environments),
}
with open(os.environ["SIGNALBOX_OUTPUT"], "w") as output:
    for what, has in reached.items(): output.write(f"{what}={'reached' if has else 'kept'}\\n")
`;
}

const KEPT = {
  approveByPort: "kept",
  approveBySocket: "kept",
  database: "kept",
  directoryOfOther: "kept",
  key: "kept",
  runnersEnvironment: "kept",
  runnersToken: "kept",
  secretOfOther: "kept",
};
/** Whoever has the user of the runner, and sees its files. */
const WITH_FILES = {
  ...KEPT,
  approveBySocket: "reached",
  database: "reached",
  directoryOfOther: "reached",
  key: "reached",
  runnersToken: "reached",
};
/** What docs/security.md says of each level, under Scripts. */
const PROMISED: Readonly<Record<ContainmentLevel, typeof KEPT>> = {
  fence: KEPT,
  "slot-user": KEPT,
  "pid-namespace": WITH_FILES,
  "process-group": { ...WITH_FILES, runnersEnvironment: "reached", secretOfOther: "reached" },
};

describe.each(await allLevelsHere())("a script that tries what it must not, by %s", (level) => {
  test("reaches what docs/security.md says of this level, and approves nothing without it", async () => {
    const marks = await makeDirectory();
    chmodSync(marks, 0o777);
    const [told = "", directory = "", done = ""] = ["told", "directory", "done"].map((each) =>
      join(marks, each),
    );
    await startRunner({
      SIGNALBOX_RUNNER: level,
      SIGNALBOX_LABELS: level,
      SIGNALBOX_CONTAINMENT: level,
      SIGNALBOX_DATA: dataDir,
      SIGNALBOX_FENCE_WRITE: marks,
      DATABASE_URL: socketDatabaseUrl(databaseSocket, name),
    });
    // A process that stays, with the values of its track in its environment.
    const waits = `echo mine >note; sleep 600 & pwd >${directory}.part; mv ${directory}.part ${directory}; until [ -e ${done} ]; do sleep 0.1; done; kill $!`;
    const run = await launch({
      name: `tries-by-${level}`,
      vertices: {
        other: {
          labels: [level],
          inputs: { password: { type: "secret", default: "not-yours" } },
          script: `[ -n "{password}" ]; ${waits}`,
        },
        tries: { labels: [level], interpreter: "python3", script: tries(told) },
        byPort: { kind: "approval" },
        bySocket: { kind: "approval" },
      },
    });
    await vi.waitFor(() => expect(existsSync(directory)).toBe(true), { timeout: 30_000 });
    const prompts = Object.fromEntries(
      (await listPromptViews(database.queries, "open"))
        .filter(({ pipeline }) => pipeline.id === run.id)
        .map(({ vertex, id }) => [vertex, id]),
    );
    const facts = { ...prompts, directory: readFileSync(directory, "utf8").trim() };
    writeFileSync(`${told}.part`, JSON.stringify(facts));
    renameSync(`${told}.part`, told);
    const tried = await run.until((view) => trackIn(view, "tries").state !== "running");
    writeFileSync(done, "");
    expect(trackIn(tried, "tries")).toMatchObject({ state: "succeeded", outputs: PROMISED[level] });

    const open = (await listPromptViews(database.queries, "open")).filter(
      ({ pipeline }) => pipeline.id === run.id,
    );
    expect(open.map(({ vertex }) => vertex).sort()).toEqual(
      PROMISED[level] === KEPT ? ["byPort", "bySocket"] : ["byPort"],
    );
    for (const { id } of open) await answerPrompt(database, { id, values: {}, verdict: "approve" }, ANN);
    await run.until(({ pipeline }) => pipeline.state === "succeeded");
  });
});
