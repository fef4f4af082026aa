import { startCluster } from "#foundation/cluster";

// The PostgreSQL of a peer: started by the same code as Kith's own, so the same program with the same settings.
const [directory, password] = process.argv.slice(2);
if (!directory || !password) throw new Error("Say where, and with which password.");
const cluster = await startCluster(directory, { password, database: "bench" });
process.once("SIGTERM", () => void cluster.stop().then(() => process.exit(0)));
console.log(`PostgreSQL is up: ${cluster.url("bench")}`);
