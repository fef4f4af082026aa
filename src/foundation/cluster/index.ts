export { startCluster, type Cluster } from "./cluster.ts";
export { freePort } from "./port.ts";
export { databaseFault, mustAnswer, OLDEST } from "./reach.ts";
