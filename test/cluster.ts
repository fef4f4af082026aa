import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { startCluster } from "#foundation/cluster";
import { prepare, serveUrlFrom } from "#foundation/database";
import { prepareJobs } from "#foundation/jobs";

declare module "vitest" {
  interface ProvidedContext {
    /** The owner's address, without a database; and the address under which a house serves, likewise. */
    clusterUrl: string;
    serveUrl: string;
  }
}

export const SECRET = "a-secret-for-tests-only-0123456789";

/** Starts one throwaway cluster and migrates a template database; each test file copies the template. */
export default async function setup(project: TestProject) {
  const cluster = await startCluster(`/tmp/kith-test-${process.pid}`, { password: "for tests", isThrowaway: true });
  const admin = new Client(cluster.url("postgres"));
  await admin.connect();
  await admin.query("create database kith_template");
  await admin.end();
  const template = cluster.url("kith_template");
  await prepare(template);
  await prepareJobs(template);
  const serveUrl = await serveUrlFrom(template, SECRET);
  project.provide("clusterUrl", cluster.url(""));
  project.provide("serveUrl", serveUrl.replace("kith_template", ""));
  return () => cluster.stop();
}
