export { demoSettings, readSettings, type Settings } from "./environment.ts";
export { Obstacle, plainly } from "./obstacle.ts";
