import type { Bus } from './bus.js';
import type { Clock } from './clock.js';
import type { Gateway } from './gateway.js';
import type { Snowflakes } from './snowflake.js';
import type { World } from './world.js';

/** What the parts of the local Discord share. */
export interface Core {
  world: World;
  clock: Clock;
  ids: Snowflakes;
  bus: Bus;
  gateway: Gateway;
  /** Where it is served, e.g. `http://127.0.0.1:3000`; known once it listens. */
  origin(): string;
  log(line: string): void;
}
