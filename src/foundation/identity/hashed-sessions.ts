import { hash } from "node:crypto";
import type { getAdapter } from "better-auth/db/adapter";

type Adapter = Awaited<ReturnType<typeof getAdapter>>;
type Within = Omit<Adapter, "transaction">;
type Where = NonNullable<Parameters<Adapter["count"]>[0]["where"]>;
interface Asked {
  model: string;
  where?: Where | undefined;
}

/** What is kept of a token: who reads a copy of the database cannot use it. */
export const hashOf = (token: string): string => hash("sha256", token, "base64url");

/** better-auth's adapter, except that a session's token lies in the database as its hash; better-auth itself sees the plain one. */
export function hashedSessions(adapter: Adapter): Adapter {
  return { ...adapter, ...hashing(adapter), transaction: (work) => adapter.transaction((tx) => work({ ...tx, ...hashing(tx) })) };
}

function hashing(on: Within): Omit<Within, "id" | "count" | "incrementOne"> {
  return {
    create: async (given) => {
      const token: unknown = given.model === "session" ? Reflect.get(given.data, "token") : undefined;
      if (typeof token !== "string") return await on.create(given);
      return withToken(await on.create({ ...given, data: Object.assign({}, given.data, { token: hashOf(token) }) }), token);
    },
    findOne: async (given) => withToken(await on.findOne(hashed(given)), tokenOf(given)),
    findMany: async (given) => {
      const rows = await on.findMany<never>(hashed(given));
      return rows.map((row) => withToken(row, tokenOf(given)));
    },
    update: async (given) => withToken(await on.update(hashed(given)), tokenOf(given)),
    updateMany: (given) => on.updateMany(hashed(given)),
    delete: (given) => on.delete(hashed(given)),
    deleteMany: (given) => on.deleteMany(hashed(given)),
    consumeOne: async (given) => withToken(await on.consumeOne(hashed(given)), tokenOf(given)),
  };
}

/** The same question with each token replaced by its hash. */
function hashed<Question extends Asked>(question: Question): Question {
  if (question.model !== "session" || !question.where) return question;
  const where = question.where.map((one) =>
    one.field === "token" && typeof one.value === "string" ? { ...one, value: hashOf(one.value) } : one,
  );
  return { ...question, where };
}

/** The token that was asked for, when it was one. */
function tokenOf({ model, where = [] }: Asked): string | undefined {
  const value = model === "session" ? where.find(({ field }) => field === "token")?.value : undefined;
  return typeof value === "string" ? value : undefined;
}

function withToken<Row>(row: Row, token: string | undefined): Row {
  if (token !== undefined && typeof row === "object" && row !== null) Object.assign(row, { token });
  return row;
}
