import { asked, type DatabaseWall } from "./ask.ts";
import { nodesOf, readTree, type TreeNode } from "./node-tree.ts";

const ANY_SUBLINK = "2"; // `x in (select …)`, of the enumeration SubLinkType
const FIRST_OWN = 16_384; // PostgreSQL's own functions have lower numbers

interface Written {
  name: string;
  kind: "using" | "with check";
  tree: string;
}

const WRITTEN = `
  select format('The policy %s on %s', p.polname, p.polrelid::regclass) as name, kind, tree::text as tree
  from pg_policy p join pg_class c on c.oid = p.polrelid and c.relnamespace = 'public'::regnamespace
  cross join lateral (values ('using', p.polqual), ('with check', p.polwithcheck)) as expression (kind, tree)
  where tree is not null order by 1`;

/** A policy is asked for every row there is, so it must compare with a set that is asked for once a query. */
export const policyWalls: Readonly<Record<string, DatabaseWall>> = {
  "every policy compares with a set that is asked for once": async (client) => {
    const { rows } = await client.query<Written>(WRITTEN);
    return rows.flatMap(({ name, kind, tree }) => [...new Set(perRow(readTree(tree), kind))].map((fault) => `${name} ${fault}`));
  },

  "what everyone may see is called so": asked(`
    select format('The policy %s on %s lets every person through: call it "everyone_…" if that is meant, or say whom.', polname, polrelid::regclass) as fault
    from pg_policy join pg_class c on c.oid = polrelid and c.relnamespace = 'public'::regnamespace
    where 'kith_person'::regrole = any (polroles) and polpermissive and polname !~ '^everyone_'
      and (pg_get_expr(polqual, polrelid) = 'true' or (polqual is null and pg_get_expr(polwithcheck, polrelid) = 'true'))`),

  "every policy names its role": asked(`
    select format('The policy %s on %s is for everyone: write "to kith_person", or whom else it is for.', polname, polrelid::regclass) as fault
    from pg_policy join pg_class c on c.oid = polrelid and c.relnamespace = 'public'::regnamespace where 0 = any (polroles)`),
};

function perRow(tree: TreeNode, kind: Written["kind"]): string[] {
  return [...nodesOf(tree)].flatMap(({ node: { type, fields, children }, isInside }) => {
    if (type === "SUBLINK" && fields.get("subLinkType") === ANY_SUBLINK)
      return ['says "in (select …)", which is searched row by row: write "= any (array(select …))".'];
    if (type === "VAR" && isInside && fields.get("varlevelsup") !== "0")
      return ['asks a question anew for each row: let a function return the set, and write "= any (array(select …))".'];
    if (type !== "FUNCEXPR" || isInside || Number(fields.get("funcid")) < FIRST_OWN) return [];
    const hasColumn = children.some((child) => [...nodesOf(child)].some(({ node }) => node.type === "VAR"));
    if (hasColumn) return ['calls a function for each row: let a function return the set, and write "= any (array(select …))".'];
    return kind === "using" ? ['calls a function again for each row: write "(select me())", which is asked once.'] : [];
  });
}
