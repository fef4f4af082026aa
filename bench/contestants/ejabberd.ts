import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { freePort } from "#foundation/cluster";
import { startDatabase } from "../machine/database.ts";
import { startPinned } from "../machine/pinned.ts";
import { tell } from "../measure.ts";
import type { Contestant } from "./contestant.ts";
import { roomsOf } from "./socket-io.ts";

const run = promisify(execFile);
const LIBRARIES = "/usr/lib/x86_64-linux-gnu";
const SCHEMA = "/usr/share/ejabberd/sql/pg.sql";
const PACKAGES = ["ejabberd", "erlang-p1-pgsql"];

export const ejabberd: Contestant = {
  name: "ejabberd",
  description: "ejabberd 23.01, MUC with its archive in PostgreSQL",
  missing: async () => {
    if (existsSync(SCHEMA)) return undefined;
    if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version"))
      return "ejabberd is not here; it is installed only by root on Debian.";
    tell(`Installing ${PACKAGES.join(" and ")} …`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    return await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...PACKAGES], { env }).then(
      () => undefined,
      () => "ejabberd could not be installed by apt-get.",
    );
  },
  start: async (home, town) => {
    const database = await startDatabase(home);
    const rooms = roomsOf(town);
    await enter(
      database.url,
      rooms.flatMap(({ people }) => people),
    );
    const port = await freePort();
    await mkdir(join(home, "mnesia"), { recursive: true });
    await writeFile(join(home, "ejabberd.yml"), configuration(port, database.url));
    const server = await startPinned({
      command: "erl",
      // Without a name there is no cluster and no port mapper; the other words are those of Debian's ejabberdctl.
      words: ["-noinput", "+K", "true", "+P", "250000", "-mnesia", "dir", `"${join(home, "mnesia")}"`, "-s", "ejabberd"],
      env: {
        ERL_LIBS: LIBRARIES,
        ERL_MAX_PORTS: "32000",
        ERL_MAX_ETS_TABLES: "1400",
        EJABBERD_CONFIG_PATH: join(home, "ejabberd.yml"),
        EJABBERD_LOG_PATH: join(home, "ejabberd.log"),
        ERL_CRASH_DUMP: join(home, "crash.dump"),
      },
      isReady: /Start accepting TCP connections at/,
    });
    return {
      host: "127.0.0.1",
      port,
      rooms,
      server: server.pid,
      processes: [server.pid, database.running.pid],
      inspector: 0,
      ended: () => server.ended() ?? database.running.ended(),
      stop: async () => {
        await server.stop();
        await database.running.stop();
      },
    };
  },
};

/** ejabberd's own tables, and an account for everyone. */
async function enter(url: URL, people: { name: string; secret: string }[]): Promise<void> {
  const client = new Client(url.href);
  await client.connect();
  try {
    await client.query(await readFile(SCHEMA, "utf8"));
    const [names, secrets] = [people.map(({ name }) => name), people.map(({ secret }) => secret)];
    await client.query("insert into users (username, password) select * from unnest($1::text[], $2::text[])", [names, secrets]);
  } finally {
    await client.end();
  }
}

/** No limits on speed, no notices of presence, every room archived: nothing that would hold it back, and the durability that Kith gives. */
function configuration(port: number, { hostname, port: databasePort, username, password, pathname }: URL): string {
  return `hosts: [localhost]
loglevel: info
auth_method: sql
auth_password_format: plain
sql_type: pgsql
sql_server: "${hostname}"
sql_port: ${databasePort}
sql_database: "${pathname.slice(1)}"
sql_username: "${username}"
sql_password: "${password}"
sql_pool_size: 10
default_db: sql
listen:
  - port: ${port}
    ip: "127.0.0.1"
    module: ejabberd_c2s
    max_stanza_size: 262144
    shaper: none
    backlog: 4096
modules:
  mod_mam:
    db_type: sql
    default: always
  mod_muc:
    db_type: sql
    history_size: 0
    max_users: 5000
    max_user_conferences: 5000
    min_message_interval: 0
    min_presence_interval: 0
    default_room_options:
      mam: true
      persistent: true
      public: true
      members_only: false
      max_users: 5000
      presence_broadcast: []
`;
}
