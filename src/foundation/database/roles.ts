import { createHmac } from "node:crypto";
import { Client } from "pg";

/** What each role is for stands in docs/decisions/002-roles.md. Only kith_app may log in, and it can become only the three that follow it. */
const CREATE_ROLES = ["kith_owner", "kith_gate", "kith_person", "kith_worker", "kith_identity"]
  .map((role) => `begin create role ${role} nologin; exception when duplicate_object or unique_violation then null; end;`)
  .join("\n");

const PREPARE = `
do $$ begin
  ${CREATE_ROLES}
  begin create role kith_app login noinherit; exception when duplicate_object or unique_violation then null; end;
  begin
    grant kith_person, kith_worker, kith_identity to kith_app;
    grant kith_gate to kith_owner;
    execute format('grant kith_owner to %I', current_user);
  exception when unique_violation or invalid_grant_operation then null; end;
  execute format('alter database %I owner to kith_owner', current_database());
end $$;
alter schema public owner to kith_owner;
revoke create on schema public from public;
grant usage on schema public to public;
grant create on schema public to kith_gate;
alter default privileges for role kith_owner revoke execute on functions from public;
alter default privileges for role kith_gate revoke execute on functions from public;
`;

const PREPARE_LOCK = 7_204_001;

/** Creates the roles and hands the database to kith_owner. Safe to run at every start and by several nodes at once; all others wait until `andThen` is done. */
export async function prepareRoles(ownerUrl: string, andThen: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  client.on("error", () => {}); // its query fails, and tells
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(${PREPARE_LOCK})`);
    await client.query(PREPARE);
    await andThen();
  } finally {
    await client.end();
  }
}

/** The address under which requests are served when only an owner's is known: kith_app, with a password made from the house's secret. */
export async function serveUrlFrom(ownerUrl: string, secret: string): Promise<string> {
  const password = createHmac("sha256", secret).update("kith_app").digest("base64url");
  const url = new URL(ownerUrl);
  url.username = "kith_app";
  url.password = password;
  if (await canConnect(url.href)) return url.href;
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(`alter role kith_app password ${owner.escapeLiteral(password)}`);
  await owner.end();
  return url.href;
}

async function canConnect(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** A role that could step around the policies must never serve. Throws a plain sentence that says what to change. */
export async function mustBeHarmless(serveUrl: string): Promise<void> {
  const client = new Client({ connectionString: serveUrl });
  await client.connect();
  const { rows } = await client.query<{ role: string; bypasses: boolean; owns: boolean; serves: boolean }>(`
    select session_user as role, r.rolsuper or r.rolbypassrls or r.rolcreaterole as bypasses,
      pg_has_role(session_user, 'kith_owner', 'member') or pg_has_role(session_user, 'kith_gate', 'member') as owns,
      pg_has_role(session_user, 'kith_person', 'member') as serves
    from pg_roles r where r.rolname = session_user`);
  await client.end();
  const { role, bypasses, owns, serves } = rows[0]!;
  const mend = "Let DATABASE_URL log in as kith_app, and give the owner's address as DATABASE_OWNER_URL.";
  if (bypasses || owns)
    throw new UnsafeRole(`The database role "${role}" could step around the policies that keep people's words apart. ${mend}`);
  if (!serves) throw new UnsafeRole(`The database role "${role}" may not serve: it is not a member of kith_person. ${mend}`);
}

export class UnsafeRole extends Error {
  override readonly name = "UnsafeRole";
}
