import type { Rules } from "./rule.ts";

/** Rules about what only one kind of vertex has. */
export const RULES_OF_KINDS = {
  "approval-no-question": {
    level: "warning",
    what: "An approval asks no question, so people see only its name.",
    correct: "Write the question into `prompt.title`.",
    example: "vertices: { A: { kind: approval } }",
  },
  "approval-input-name": {
    level: "error",
    what: "An input of an approval has a name that the approval needs for its own answer.",
    correct: "Choose another name.",
    example:
      "vertices: { A: { kind: approval, prompt: { title: 'Go?' }, inputs: { comment: { type: string } } } }",
  },
  "approval-quorum": {
    level: "error",
    what: "More people must approve than are named.",
    correct: "Name more of them, or make the quorum smaller.",
    example:
      "vertices: { A: { kind: approval, prompt: { title: 'Go?', assignees: ['person:ann'], quorum: 2 } } }",
  },
  "approval-on-timeout": {
    level: "error",
    what: "An approval says who must approve, and would go on without them after its time.",
    correct: "Write `onTimeout: fail` or `onTimeout: reject`.",
    example:
      "vertices: { A: { kind: approval, prompt: { title: 'Go?', assignees: ['person:ann'], timeout: 1h, onTimeout: approve } } }",
  },
  "approval-unfilled": {
    level: "warning",
    what: "An approval goes on without an answer after its time, and a required input has no value then: it fails.",
    correct: "Give the input a `from` or a `default`, or write `onTimeout: fail`.",
    example:
      "vertices: { A: { kind: approval, inputs: { host: { type: string, required: true } }, prompt: { title: 'Go?', timeout: 1h, onTimeout: approve } } }",
  },
  "title-without-value": {
    level: "warning",
    what: "The question of an approval shows an input that may have no value before somebody answers.",
    correct: "Give the input a `from` or a `default`.",
    example:
      "vertices: { A: { kind: approval, inputs: { host: { type: string } }, prompt: { title: 'Restart {host}?' } } }",
  },
  "assignee-unknown": {
    level: "warning",
    what: "An approval names somebody whom this server does not know.",
    correct: "Correct the name, or add the person, the group or the token.",
    example: "vertices: { A: { kind: approval, prompt: { title: 'Go?', assignees: ['person:nobody'] } } }",
  },
  "wait-unclear": {
    level: "error",
    what: "A wait needs exactly one of a time, a moment and a callback, and only fields that go with it.",
    correct: 'Write one of `for: 10m`, `until: "02:00"` and `callback: once`.',
    example: "vertices: { A: { kind: wait } }",
  },
  "graph-missing": {
    level: "error",
    what: "A vertex of the kind graph says no graph to run.",
    correct: "Write a sealed graph, such as `graph: deploy@3`.",
    example: "vertices: { A: { kind: graph } }",
  },
  "child-unknown": {
    level: "error",
    what: "A vertex runs a revision that is not sealed, or that you may not see.",
    correct: "Seal it first, or choose another.",
    example: "vertices: { A: { kind: graph, graph: deploy@3 } } # there is no deploy@3",
  },
  "child-renamed": {
    level: "warning",
    what: "The name of the graph that a vertex runs now means another revision than the pinned one.",
    correct: "Choose the revision again to run what the name means now.",
    example: "vertices: { A: { kind: graph, graph: deploy@3 } } # another deploy@3 now",
  },
  "child-retired": {
    level: "warning",
    what: "A vertex runs a revision that is retired.",
    correct: "Choose a newer revision.",
    example: "vertices: { A: { kind: graph, graph: deploy@3 } } # deploy@3 is retired",
  },
  "child-param-unknown": {
    level: "error",
    what: "A vertex gives the graph that it runs a value which is none of its params.",
    correct: "Rename or remove the input.",
    example: "vertices: { A: { kind: graph, graph: deploy@3, inputs: { regoin: { type: string } } } }",
  },
  "child-param-missing": {
    level: "error",
    what: "The graph that a vertex runs requires a param which the vertex does not give.",
    correct: "Add it to the inputs of the vertex.",
    example: "vertices: { A: { kind: graph, graph: deploy@3 } } # deploy@3 requires region",
  },
  "child-param-type": {
    level: "error",
    what: "An input of a vertex has a type that the param of the graph that it runs cannot read.",
    correct: "Declare the input with the type of the param.",
    example: "vertices: { A: { kind: graph, graph: deploy@3, inputs: { region: { type: list } } } }",
  },
  "child-output-unknown": {
    level: "error",
    what: "A vertex declares an output that the graph which it runs does not give.",
    correct: "Rename or remove the output.",
    example: "vertices: { A: { kind: graph, graph: deploy@3, outputs: { adress: { type: string } } } }",
  },
  "child-output-type": {
    level: "error",
    what: "An output of a vertex has a type that cannot be read from the output of the graph which it runs.",
    correct: "Declare the output with the type that the graph gives.",
    example: "vertices: { A: { kind: graph, graph: deploy@3, outputs: { address: { type: list } } } }",
  },
  "http-missing": {
    level: "error",
    what: "A vertex of the kind http has no request.",
    correct: "Write `http: { url: … }`.",
    example: "vertices: { A: { kind: http } }",
  },
  "http-body": {
    level: "error",
    what: "A request has a body, and its method sends none.",
    correct: "Write `method: POST`, or remove the body.",
    example: "vertices: { A: { kind: http, http: { url: https://example.com/, body: hello } } }",
  },
  "http-header": {
    level: "error",
    what: "A request has one header twice, in upper and lower case, and only the second would be sent.",
    correct: "Remove one of them.",
    example:
      "vertices: { A: { kind: http, http: { url: https://example.com/, headers: { Accept: a, accept: b } } } }",
  },
  "http-exit": {
    level: "error",
    what: "A request is not a script and has no exit code, so `retry.onExit` has no meaning.",
    correct: "Remove `onExit`.",
    example:
      "vertices: { A: { kind: http, http: { url: https://example.com/ }, retry: { max: 1, onExit: [1] } } }",
  },
  "email-missing": {
    level: "error",
    what: "A vertex of the kind email has no email.",
    correct: "Write `email: { to: …, subject: … }`.",
    example: "vertices: { A: { kind: email } }",
  },
  "email-login": {
    level: "error",
    what: "An email has only one of `user` and `password`, and a login needs both.",
    correct: "Add the other one, or remove both.",
    example:
      "vertices: { A: { kind: email, email: { to: [ann@example.com], subject: Hello, body: Hello, user: ann } } }",
  },
  "email-password": {
    level: "error",
    what: "The password of an email is not the value of an input of the type secret.",
    correct: "Write `{NAME}` of an input of the type secret, and nothing else.",
    example:
      "vertices: { A: { kind: email, email: { to: [ann@example.com], subject: Hello, body: Hello, user: ann, password: plain } } }",
  },
  "email-exit": {
    level: "error",
    what: "An email is not a script and has no exit code, so `retry.onExit` has no meaning.",
    correct: "Remove `onExit`.",
    example:
      "vertices: { A: { kind: email, email: { to: [ann@example.com], subject: Hello, body: Hello }, retry: { max: 1, onExit: [1] } } }",
  },
  "transfer-missing": {
    level: "error",
    what: "A vertex of the kind transfer says neither what it reads nor what it writes.",
    correct: "Write `transfer: { from: …, to: …, columns: …, dead: … }`.",
    example: "vertices: { A: { kind: transfer } }",
  },
  "transfer-exit": {
    level: "error",
    what: "A transfer is not a script and has no exit code, so `retry.onExit` has no meaning.",
    correct: "Remove `onExit`.",
    example: transfer("", ", retry: { max: 1, onExit: [1] }"),
  },
  "transfer-from": {
    level: "error",
    what: "A transfer needs exactly one source.",
    correct: "Write one source in `from`.",
    example: transfer("").replace(/from: \{.*?\} \}/, "from: {}"),
  },
  "transfer-to": {
    level: "error",
    what: "A transfer needs exactly one target, which is not its source.",
    correct: "Write one target in `to`.",
    example: transfer("").replace(/to: \{.*?\} \}/, "to: {}"),
  },
  "transfer-columns": {
    level: "error",
    what: "A transfer writes no column.",
    correct: 'Write which: `columns: { id: "@id", amount: amount }`.',
    example: transfer("").replace(/ columns: \{.*?\},/, ""),
  },
  "transfer-dead": {
    level: "error",
    what: "The dead letters of a transfer have no place of their own.",
    correct: "Name another stream, in the Redis that the transfer reads.",
    example: transfer("").replace("dead: lost", "dead: orders"),
  },
  "connection-missing": {
    level: "warning",
    what: "A vertex uses a connection that there is not yet.",
    correct: "Make the connection in the settings, or correct the name.",
    example: transfer(" # there is no connection queue"),
  },
  "connection-folder": {
    level: "error",
    what: "A vertex uses a connection of another folder.",
    correct: "Use one of the graph's folder or of a folder above it, or move one of the two.",
    example: transfer(" # queue is in another folder"),
  },
  "connection-kind": {
    level: "error",
    what: "A vertex uses a connection of another kind than it needs.",
    correct: "Use a connection of the kind that the finding names.",
    example: transfer(" # queue is a ClickHouse"),
  },
  "connection-unusable": {
    level: "warning",
    what: "The server of a connection that a transfer uses could not be used when the web process asked it: it was not reached, it refused the login, or the time was over.",
    correct:
      "Correct the connection in the settings, or ask again where a runner of another machine reaches the server.",
    example: transfer(" # nothing listens at the address of queue"),
  },
  "transfer-server": {
    level: "warning",
    what: "A server that a transfer uses said, when it was asked, that something is not there: a table, a column, a key of the table, what a query names, or a stream.",
    correct: "Make it there, or correct the name, and ask again: the answer is as old as it says.",
    example: transfer(" # shop.orders has no column id"),
  },
} as const satisfies Rules;

function transfer(note: string, more = ""): string {
  const from = "from: { redis-stream: { connection: queue, stream: orders } }";
  const to = "to: { clickhouse: { connection: warehouse, table: shop.orders } }";
  return `vertices:\n  A: { kind: transfer, transfer: { ${from}, ${to}, columns: { id: '@id' }, dead: lost }${more} }${note}`;
}
