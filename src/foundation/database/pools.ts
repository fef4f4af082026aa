import { Client, Pool } from "pg";

export type Role = "kith_person" | "kith_worker" | "kith_identity";

const CONNECT_MS = 5_000;
const IDLE_MS = 60_000;
const SILENCE_MS = 3_000; // beyond what a statement may take: a line that answers nothing for longer is dead

/** How many connections each purpose may hold, and how long one statement or a forgotten transaction may last. */
export const SERVING: Record<Role, { connections: number; statementMs: number }> = {
  kith_person: { connections: 10, statementMs: 5_000 },
  kith_worker: { connections: 6, statementMs: 30_000 },
  kith_identity: { connections: 4, statementMs: 5_000 },
};

const settings = (role: Role): string => {
  const { statementMs } = SERVING[role];
  return `-c role=${role} -c statement_timeout=${statementMs} -c lock_timeout=${statementMs} -c idle_in_transaction_session_timeout=${statementMs}`;
};

/** Connections that have become `role` before the first query. */
export function poolFor(serveUrl: string, role: Role): Pool {
  const pool = new Pool({
    connectionString: serveUrl,
    max: SERVING[role].connections,
    options: settings(role),
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: SERVING[role].statementMs + SILENCE_MS,
    idleTimeoutMillis: IDLE_MS,
    keepAlive: true,
    application_name: `kith ${role}`,
  });
  pool.on("error", () => {}); // an idle connection that dies is replaced by the next query
  pool.on("connect", (client) => client.on("error", () => {})); // one that dies at work fails its query, and must not end the process
  return pool;
}

/** One connection of its own, for notices and the commit queue. */
export function clientFor(serveUrl: string, role: Role, purpose: string): Client {
  return new Client({
    connectionString: serveUrl,
    options: settings(role),
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: SERVING.kith_person.statementMs + SILENCE_MS,
    keepAlive: true,
    application_name: `kith ${purpose}`,
  });
}
