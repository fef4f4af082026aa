import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { connect, migrate } from "#foundation/database";
import { startCluster } from "../src/foundation/database/cluster.ts";

declare module "vitest" {
  interface ProvidedContext {
    clusterUrl: string;
  }
}

/** Starts one throwaway cluster and migrates a template database; each test file copies the template. */
export default async function setup(project: TestProject) {
  const cluster = await startCluster(`/tmp/kith-test-${process.pid}`, { isThrowaway: true });
  const admin = new Client(cluster.url("postgres"));
  await admin.connect();
  await admin.query("create database kith_template");
  await admin.end();
  const db = connect(cluster.url("kith_template"));
  await migrate(db);
  await db.destroy();
  project.provide("clusterUrl", cluster.url(""));
  return () => cluster.stop();
}
