import type { ASTNode } from "@marcbachmann/cel-js";
import { celEnvironment } from "../expressions/cel/cel-environment.ts";
import { LOOPS } from "../expressions/expression-walk.ts";
import { type AliasedText, withAliases } from "../expressions/vertex-names.ts";

/** A name by the names that lead to it: `["outputs", "build", "tag"]`, `["params", "env"]`. */
export type NamePath = readonly string[];

/** A fixed name in an expression: `.build`, `["build"]`, or `"build"` before `in`. */
export type NameSite = {
  readonly path: NamePath;
  readonly form: "field" | "key" | "word";
  /** The whole of it: `.build`, `["build"]`. For a word, its text with the quotes. */
  readonly from: number;
  readonly to: number;
  /** The name alone, with its quotes. */
  readonly nameFrom: number;
  readonly nameTo: number;
  /** True if nothing but spaces is between the parts, so that the form can be changed. */
  readonly canChangeForm: boolean;
};

export type ParsedSites = {
  readonly sites: readonly NameSite[];
  /** What is read whole or by a computed name: `["outputs"]` for `outputs[params.x]`. */
  readonly wholes: readonly NamePath[];
  /** The texts in quotes. */
  readonly words: ReadonlySet<string>;
  /** The expression without its formatting, and with each name of a path as `nameOf` gives it. */
  readonly shape: (nameOf: (path: NamePath) => string) => string;
};

const environment = celEnvironment(false);

/** Parses an expression and finds the names in it; null if it cannot be parsed. Names that a loop declares hide others. */
export function nameSitesOf(text: string): ParsedSites | null {
  const aliased = withAliases(text);
  let ast: ASTNode;
  try {
    ast = environment.parse(aliased.cel).ast;
  } catch {
    return null;
  }
  const walk = new SiteWalk(text, aliased);
  walk.visit(ast, new Set(), null);
  return { ...walk, shape: (nameOf) => walk.shape(ast, new Set(), nameOf, false) };
}

class SiteWalk {
  readonly sites: NameSite[] = [];
  readonly wholes: NamePath[] = [];
  readonly words = new Set<string>();
  private readonly text: string;
  private readonly aliased: AliasedText;
  private readonly nameOfAlias: ReadonlyMap<string, string>;

  constructor(text: string, aliased: AliasedText) {
    this.text = text;
    this.aliased = aliased;
    this.nameOfAlias = new Map([...aliased.aliases].map(([name, alias]) => [alias, name]));
  }

  visit(node: ASTNode, hidden: ReadonlySet<string>, parent: ASTNode | null): void {
    if (node.op === "value" && typeof node.args === "string") this.words.add(node.args);
    const path = this.pathOf(node, hidden);
    if (path !== null) {
      if (node.op === "." || node.op === "[]") this.sites.push(this.siteOf(node, path));
      if (!this.isReadByName(path, node, parent, hidden)) this.wholes.push(path);
    }
    if (node.op === "in") {
      const [key, of] = node.args;
      const asked = this.pathOf(of, hidden);
      if (asked !== null && key.op === "value" && typeof key.args === "string")
        this.sites.push(this.wordOf(key, [...asked, key.args]));
    }
    for (const [part, names] of partsOf(node, hidden)) this.visit(part, names, node);
  }

  /** The fixed names that lead to a node; null if there are others. */
  private pathOf(node: ASTNode, hidden: ReadonlySet<string>): NamePath | null {
    if (node.op === "id") return hidden.has(node.args) ? null : [node.args];
    if (node.op !== "." && node.op !== "[]") return null;
    const before = this.pathOf(node.args[0], hidden);
    if (before === null) return null;
    if (node.op === ".") return [...before, this.nameOfAlias.get(node.args[1]) ?? node.args[1]];
    const [, key] = node.args;
    return key.op === "value" && typeof key.args === "string" ? [...before, key.args] : null;
  }

  /** True if the name behind this one is fixed. */
  private isReadByName(
    path: NamePath,
    node: ASTNode,
    parent: ASTNode | null,
    hidden: ReadonlySet<string>,
  ): boolean {
    if (parent === null) return false;
    if (parent.op === "in")
      return (
        parent.args[1] === node && parent.args[0].op === "value" && typeof parent.args[0].args === "string"
      );
    return this.pathOf(parent, hidden)?.length === path.length + 1;
  }

  private siteOf(node: Extract<ASTNode, { op: "." | "[]" }>, path: NamePath): NameSite {
    const part = this.aliased.parts.find(({ celTo }) => celTo === node.end && node.op === ".");
    if (part !== undefined) {
      const from = part.from + (path[0] ?? "").length;
      const isKey = this.text[from] === "[";
      return {
        path,
        form: isKey ? "key" : "field",
        from,
        to: part.to,
        nameFrom: from + 1,
        nameTo: isKey ? part.to - 1 : part.to,
        canChangeForm: true,
      };
    }
    if (node.op === ".") {
      const [nameFrom, nameTo] = [this.origin(node.pos), this.origin(node.end)];
      const from = this.before(nameFrom, ".");
      return {
        path,
        form: "field",
        from: from ?? nameFrom,
        to: nameTo,
        nameFrom,
        nameTo,
        canChangeForm: from !== null,
      };
    }
    const [, key] = node.args;
    const [nameFrom, nameTo] = [this.origin(key.start), this.origin(key.end)];
    const to = this.origin(node.end);
    const from = this.before(nameFrom, "[");
    const isBare = from !== null && this.text.slice(nameTo, to).trim() === "]";
    return { path, form: "key", from: from ?? nameFrom, to, nameFrom, nameTo, canChangeForm: isBare };
  }

  private wordOf(key: ASTNode, path: NamePath): NameSite {
    const [from, to] = [this.origin(key.start), this.origin(key.end)];
    return { path, form: "word", from, to, nameFrom: from, nameTo: to, canChangeForm: false };
  }

  /** The place of a mark that stands before a place with nothing but spaces between; null if there is none. */
  private before(place: number, mark: string): number | null {
    const found = this.text.slice(0, place).trimEnd();
    return found.endsWith(mark) ? found.length - 1 : null;
  }

  /** The place in the text of a place in what CEL reads. */
  private origin(place: number): number {
    const part = this.aliased.parts.findLast(({ celTo }) => celTo <= place);
    return part === undefined ? place : part.to + place - part.celTo;
  }

  shape(
    node: ASTNode,
    hidden: ReadonlySet<string>,
    nameOf: (path: NamePath) => string,
    isInHas: boolean,
  ): string {
    const path = this.pathOf(node, hidden);
    if (path !== null) {
      if (node.op === "id") return node.args;
      const [before] = (node as Extract<ASTNode, { op: "." | "[]" }>).args;
      // `has` takes fields only.
      const form = isInHas ? node.op : "";
      return `${this.shape(before, hidden, nameOf, isInHas)}${form}[${JSON.stringify(nameOf(path))}]`;
    }
    if (node.op === "in") {
      const [key, of] = node.args;
      const asked = this.pathOf(of, hidden);
      if (asked !== null && key.op === "value" && typeof key.args === "string")
        return `in(${JSON.stringify(nameOf([...asked, key.args]))},${this.shape(of, hidden, nameOf, false)})`;
    }
    const isHas = node.op === "call" && node.args[0] === "has";
    const parts = partsOf(node, hidden).map(([part, names]) => this.shape(part, names, nameOf, isHas));
    return `${node.op}:${ownText(node)}(${parts.join()})`;
  }
}

/** What of a node is no node itself. */
function ownText({ op, args }: ASTNode): string {
  if (op === "value") return typeof args === "bigint" ? `${args}n` : `${typeof args} ${String(args)}`;
  if (op === "id" || op === "call" || op === "rcall") return String(op === "id" ? args : args[0]);
  return op === "." || op === ".?" ? args[1] : "";
}

/** The parts of a node, with the names that are hidden in each. */
function partsOf(
  node: ASTNode,
  hidden: ReadonlySet<string>,
): readonly (readonly [ASTNode, ReadonlySet<string>])[] {
  if (node.op === "rcall" && LOOPS.has(node.args[0])) {
    const [, list, [variable, ...rest]] = node.args;
    if (variable?.op === "id") {
      const inside = new Set(hidden).add(variable.args);
      return [[list, hidden], [variable, inside], ...rest.map((part) => [part, inside] as const)];
    }
  }
  const { args } = node;
  const found: readonly unknown[] = Array.isArray(args) ? (args as readonly unknown[]).flat(2) : [args];
  return found.filter(isNode).map((part) => [part, hidden] as const);
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === "object" && value !== null && "op" in value;
}
