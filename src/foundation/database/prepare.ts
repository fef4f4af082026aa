import { migrate } from "./migrate.ts";
import { prepareRoles } from "./roles.ts";

/** Makes a database ours: roles, rights, and every migration. Idempotent. */
export async function prepare(ownerUrl: string): Promise<void> {
  await prepareRoles(ownerUrl);
  await migrate(ownerUrl);
}
