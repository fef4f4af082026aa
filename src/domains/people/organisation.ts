import type { Generated } from "kysely";
import { z } from "zod";
import type { Transaction } from "#foundation/database";
import { Refusal } from "#foundation/refusal";

export const OrganisationId = z.uuid().brand<"organisation">();
export type OrganisationId = z.infer<typeof OrganisationId>;

const MOST_SHOWN = 500;

declare module "#foundation/database" {
  interface Tables {
    organisation: { id: Generated<OrganisationId>; name: string; begun_at: Generated<Date>; ended_at: Date | null };
  }
}

export interface Organisation {
  id: OrganisationId;
  name: string;
}

/** Hospitals, practices and patients' organisations of this network, by name. */
export async function organisations(tx: Transaction): Promise<Organisation[]> {
  return await tx
    .selectFrom("organisation")
    .select(["id", "name"])
    .where("ended_at", "is", null)
    .orderBy("name")
    .limit(MOST_SHOWN)
    .execute();
}

/** Adds an organisation; by a steward. */
export async function addOrganisation(tx: Transaction, name: string): Promise<void> {
  await tx.insertInto("organisation").values({ name }).execute().catch(nameTaken);
}

/** Ends one; by a steward. Roles in it stay written down, and open nothing. */
export async function endOrganisation(tx: Transaction, id: OrganisationId): Promise<void> {
  const ended = tx.updateTable("organisation").set({ ended_at: new Date() }).where("id", "=", id).where("ended_at", "is", null);
  const { numUpdatedRows } = await ended.executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Refusal("not-found", "There is nothing at this address.");
}

function nameTaken(error: unknown): never {
  const isTaken = error instanceof Error && "constraint" in error && error.constraint === "organisation_name";
  throw isTaken ? new Refusal("conflict", "There is one of this name.", { faults: { organisation: "fault.taken" } }) : error;
}
