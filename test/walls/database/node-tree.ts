/** What PostgreSQL keeps of an expression, as far as policies are judged by it. See `nodes/primnodes.h` of PostgreSQL 15 and later. */
export interface TreeNode {
  readonly type: string;
  readonly fields: ReadonlyMap<string, string>;
  readonly children: readonly TreeNode[];
}

interface Growing {
  type: string;
  fields: Map<string, string>;
  children: Growing[];
}

/** Reads a `pg_node_tree`: `{TYPE :field value … {CHILD …}}`. Values that are not plain words are left out. */
export function readTree(text: string): TreeNode {
  const root: Growing = { type: "ROOT", fields: new Map(), children: [] };
  const open = [root];
  for (const [token, opened, field, value] of text.matchAll(/\{(\w+)|:(\w+) ([^\s{}()<>[\]]+)|\}/g)) {
    const top = open.at(-1) ?? root;
    if (opened) {
      const node: Growing = { type: opened, fields: new Map(), children: [] };
      top.children.push(node);
      open.push(node);
    } else if (field && value) top.fields.set(field, value);
    else if (token === "}") open.pop();
  }
  return root;
}

/** Every node of a tree, each with whether a sub-select stands around it. */
export function* nodesOf(node: TreeNode, isInside = false): Generator<{ node: TreeNode; isInside: boolean }> {
  yield { node, isInside };
  for (const child of node.children) yield* nodesOf(child, isInside || node.type === "SUBLINK");
}
