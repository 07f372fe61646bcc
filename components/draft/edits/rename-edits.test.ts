import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findingsOf } from "#engine/check/findings.ts";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { writeGraphText } from "#engine/graph-file/write-graph-text.ts";
import { writeJson } from "#engine/json/write-json.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import type { FileFields } from "#engine/shape/file-part.ts";
import { editDraft, startDraft, undo } from "../draft.ts";
import { partOf } from "./clipboard-text.ts";
import { editDesign } from "./design/edit-design.ts";
import type { Edit } from "./edit.ts";

function fileOf(text: string): GraphFile {
  const read = readGraphText(`signalbox: 1\nname: g\n${text}`);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.file;
}

function done(file: GraphFile, edit: Edit) {
  const edited = editDesign(file, edit);
  if (!edited.ok) throw new Error(edited.text);
  const json = JSON.parse(writeJson(graphFileJson(edited.file)));
  return {
    file: edited.file,
    vertices: json["vertices"] as { [name: string]: FileFields },
    left: edited.renaming?.left.map(({ text }) => text) ?? [],
    elsewhere: edited.renaming?.elsewhere ?? null,
  };
}

const RELEASE = fileOf(`
params: { env: { type: string, default: test } }
vertices:
  build:
    inputs: [env]
    outputs: { tag: { type: string, required: true } }
    script: |
      make {env} # {env} is where
      echo "$env" "\${env:-none}" '$env' "$(cat "/$env")" $environment {{env}}
      echo tag=1 >> $SIGNALBOX_OUTPUT
  ask:
    kind: approval
    inputs: { tag: { type: string, from: outputs.build.tag }, who: { type: string, required: true } }
    prompt: { title: "Deploy {tag}?" }
  deploy:
    inputs: { tag: { type: string, from: outputs.build.tag }, by: { type: string, from: outputs.ask.who } }
    script: deploy {tag} {by}
    locks: ["server-{by}"]
edges:
  - build -> ask
  - { tail: ask, head: deploy, when: outputs.build.tag != 'build' }
`);

describe("a renaming", () => {
  test("of a transfer says that it begins again if it has run, where it is known by its name how far it has read", () => {
    const transfer = (from: string) =>
      fileOf(
        `vertices: { move: { kind: transfer, transfer: { from: ${from}, to: { http: { connection: a, path: / } }, columns: { id: "@id" }, dead: { connection: queue, stream: dead } } } }`,
      );
    const edit = { do: "rename", from: "move", to: "sync" } as const;
    expect(done(transfer("{ events: { connection: a } }"), edit)).toMatchObject({
      left: [],
      elsewhere: expect.stringMatching(
        /^If sync has run, it begins again at the first row: .* rename the key in Redis that the log of its last attempt names\.$/,
      ),
    });
    const stream = transfer("{ redis-stream: { connection: queue, stream: in } }");
    expect(done(stream, edit)).toMatchObject({ left: [], elsewhere: null });
  });

  test("of a vertex is one step, and everything that reads it reads the new name", () => {
    const edit = { do: "rename", from: "build", to: "my build" } as const;
    const { vertices, file, left } = done(RELEASE, edit);
    expect(vertices["deploy"]?.["inputs"]).toMatchObject({ tag: { from: "outputs['my build'].tag" } });
    expect(vertices["ask"]?.["inputs"]).toMatchObject({ tag: { from: "outputs['my build'].tag" } });
    expect(file.content.edges[1]?.when).toBe("outputs['my build'].tag != 'build'");
    expect(left).toEqual([]);
    const { draft } = editDraft(startDraft(RELEASE), edit);
    expect(undo(draft).file).toBe(RELEASE);
  });

  test("of a param changes what reads it, and no input", () => {
    const { file } = done(RELEASE, { do: "rename-param", from: "env", to: "stage" });
    expect(file.content.vertices.get("build")?.inputs).toEqual({
      env: { type: "string", from: "params.stage" },
    });
    expect(Object.keys(file.content.params ?? {})).toEqual(["stage"]);
  });

  test("of an input changes placeholders and variables, and what is plain text stays what it is", () => {
    const { file, left } = done(RELEASE, { do: "rename-input", vertex: "build", from: "env", to: "stage" });
    expect(file.content.vertices.get("build")?.script).toBe(
      `make {stage} # {env} is where\necho "$stage" "\${stage:-none}" '$env' "$(cat "/$stage")" $environment {env}\necho tag=1 >> $SIGNALBOX_OUTPUT\n`,
    );
    expect(left).toEqual([expect.stringContaining("The script of build, line 2:")]);
  });

  test("of an input changes the names of locks, and what reads the answer of an approval", () => {
    expect(
      done(RELEASE, { do: "rename-input", vertex: "deploy", from: "by", to: "who" }).vertices,
    ).toMatchObject({
      deploy: { script: "deploy {tag} {who}", locks: ["server-{who}"] },
    });
    expect(
      done(RELEASE, { do: "rename-input", vertex: "ask", from: "who", to: "person" }).vertices,
    ).toMatchObject({
      deploy: { inputs: { by: { from: "outputs.ask.person" } } },
    });
  });

  test("of an output changes what reads it, and names the line that writes it", () => {
    const { vertices, left } = done(RELEASE, {
      do: "rename-output",
      vertex: "build",
      from: "tag",
      to: "version",
    });
    expect(vertices["deploy"]?.["inputs"]).toMatchObject({ tag: { from: "outputs.build.version" } });
    expect(left).toEqual(["The script of build, line 3: `echo tag=1 >> $SIGNALBOX_OUTPUT`"]);
  });

  test.each<[Edit, string]>([
    [{ do: "rename-param", from: "no", to: "x" }, "There is no parameter no any more."],
    [
      { do: "rename-input", vertex: "ask", from: "who", to: "tag" },
      "There is tag already. Choose another name.",
    ],
    [{ do: "rename-input", vertex: "ask", from: "who", to: "a b" }, "which is not allowed there"],
    [{ do: "rename-output", vertex: "build", from: "no", to: "x" }, "build has no output no any more."],
    [{ do: "rename-output", vertex: "no", from: "tag", to: "x" }, "There is no vertex no any more."],
  ])("%j is refused: %s", (edit, text) => {
    const edited = editDesign(RELEASE, edit);
    expect(edited.ok ? "" : edited.text).toContain(text);
  });
});

describe("variables of a script follow their input", () => {
  const scriptAfter = (interpreter: string, script: string) => {
    const file = fileOf(
      `vertices: { A: ${JSON.stringify({ interpreter, script, inputs: { ip: { type: "ip" } } })} }`,
    );
    const { vertices, left } = done(file, { do: "rename-input", vertex: "A", from: "ip", to: "address" });
    return [vertices["A"]?.["script"], left.length];
  };
  test.each([
    [
      "bash",
      "ping $ip ${ip} ${#ip} ${ip%.*} $ipv6 ${SIGNALBOX_INPUT_ip}",
      "ping $address ${address} ${#address} ${address%.*} $ipv6 ${SIGNALBOX_INPUT_address}",
      0,
    ],
    ["sh", "cat <<E\n$ip {ip}\nE", "cat <<E\n$address {address}\nE", 0],
    ["bash", "cat <<'E'\n$ip\nE", "cat <<'E'\n$ip\nE", 1],
    // The script has a variable of its own.
    ["bash", "for ip in 1 2; do ping $ip; done", "for ip in 1 2; do ping $ip; done", 1],
    ["bash", "address=$(dig $ip)\nping $ip", "address=$(dig $ip)\nping $ip", 2],
    ["bash", "ip=${ip:-::1}; ping {ip}", "ip=${ip:-::1}; ping {address}", 1],
    ["bash", "export ip; ./ping", "export ip; ./ping", 1],
    ["bash", "if ping $ip", "if ping $ip", 1],
    [
      "python3",
      "ping(os.environ[\"ip\"], os.getenv('ip'), ipv6)",
      "ping(os.environ[\"address\"], os.getenv('address'), ipv6)",
      0,
    ],
    ["python3", 'os.environ["ip"] = "x"', 'os.environ["ip"] = "x"', 1],
    [
      "node",
      "ping(process.env.ip, process.env['ip'], process.env.ipv6)",
      "ping(process.env.address, process.env['address'], process.env.ipv6)",
      0,
    ],
    ["node", "const { ip } = process.env", "const { ip } = process.env", 1],
  ])("%s: %s", (interpreter, script, wanted, left) => {
    expect(scriptAfter(interpreter, script)).toEqual([wanted, left]);
  });

  test("a placeholder that was written before its input got its name is meant", () => {
    expect(scriptAfter("bash", "ping {address}")).toEqual(["ping {address}", 0]);
  });

  test("what was plain text stays plain text", () => {
    expect(scriptAfter("bash", "echo {ip} {{ip}} {address} {{address}} \\{ip} '{x}'")).toEqual([
      "echo {address} {ip} {{address}} {{{address}}} \\{ip} '{x}'",
      0,
    ]);
  });
});

describe("copies", () => {
  const pasted = (names: readonly string[]) =>
    done(RELEASE, { do: "paste", part: partOf(RELEASE, names), at: { x: 0, y: 0 } });

  test("read each other, and go on reading what was not copied", () => {
    const { vertices, file } = pasted(["build", "deploy"]);
    expect(vertices["deploy-2"]?.["inputs"]).toMatchObject({
      tag: { from: "outputs.build-2.tag" },
      by: { from: "outputs.ask.who" },
    });
    expect(vertices["deploy"]).toEqual(JSON.parse(writeJson(graphFileJson(RELEASE))).vertices.deploy);
    expect(file.content.vertices.get("ask")).toBe(RELEASE.content.vertices.get("ask"));
  });

  test("keep the conditions of their edges among themselves", () => {
    expect(pasted(["build", "ask", "deploy"]).file.content.edges.slice(2)).toEqual([
      { tail: "build-2", head: "ask-2" },
      { tail: "ask-2", head: "deploy-2", when: "outputs.build-2.tag != 'build'" },
    ]);
  });

  test("that choose the next vertex by its name or number are listed", () => {
    const file = fileOf(
      "vertices: { a: { script: 'echo next=b; echo next=1', branch: some }, b: {} }\nedges: [a -> b]",
    );
    const part = partOf(file, ["a", "b"]);
    const elsewhere = done(fileOf("vertices: {}"), { do: "paste", part, at: { x: 0, y: 0 } });
    const line = (name: string) => `The script of ${name}, line 1: \`echo next=b; echo next=1\``;
    expect(elsewhere.left).toEqual([line("a")]);
    expect(done(file, { do: "paste", part, at: { x: 0, y: 0 } }).left).toEqual([line("a-2")]);
  });

  test("in another graph, where their names are free, are what was copied", () => {
    const empty = fileOf("vertices: {}");
    const { file } = done(empty, {
      do: "paste",
      part: partOf(RELEASE, ["build", "deploy"]),
      at: { x: 0, y: 0 },
    });
    expect(file.content.vertices.get("deploy")).toEqual(RELEASE.content.vertices.get("deploy"));
  });
});

test("whatever is renamed, check finds nothing new, and the way back gives the same file", () => {
  const vertex = fc.constantFrom("build", "ask", "deploy");
  const newName = fc.constantFrom("x", "two words", "back-up", "Ü", "in", "v1.2", "params", "outputs");
  const edit = fc.oneof(
    fc.tuple(vertex, newName).map(([from, to]): [Edit, Edit] => [
      { do: "rename", from, to },
      { do: "rename", from: to, to: from },
    ]),
    fc.constantFrom("x", "outputs", "tag", "state").map((to): [Edit, Edit] => [
      { do: "rename-param", from: "env", to },
      { do: "rename-param", from: to, to: "env" },
    ]),
    fc
      .tuple(
        fc.constantFrom(["ask", "who"], ["deploy", "by"], ["deploy", "tag"]),
        fc.constantFrom("x", "outputs"),
      )
      .map(([[of = "", from = ""], to]): [Edit, Edit] => [
        { do: "rename-input", vertex: of, from, to },
        { do: "rename-input", vertex: of, from: to, to: from },
      ]),
    fc.constantFrom("x", "version").map((to): [Edit, Edit] => [
      { do: "rename-output", vertex: "build", from: "tag", to },
      { do: "rename-output", vertex: "build", from: to, to: "tag" },
    ]),
  );
  const codes = (file: GraphFile) => findingsOf(file.content).map(({ code }) => code);
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
      const there: GraphFile[] = [RELEASE];
      const ways: Edit[] = [];
      for (const [to, back] of edits) {
        const edited = editDesign(there.at(-1) ?? RELEASE, to);
        if (!edited.ok) continue;
        there.push(edited.file);
        ways.unshift(back);
        expect(codes(edited.file)).toEqual(codes(RELEASE));
      }
      const back = ways.reduce((file, way) => done(file, way).file, there.at(-1) ?? RELEASE);
      expect(writeGraphText(back)).toBe(writeGraphText(RELEASE));
    }),
    { numRuns: 40 },
  );
});
