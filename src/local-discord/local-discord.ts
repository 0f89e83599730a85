import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { createBus } from './bus.js';
import { createClock } from './clock.js';
import { createGateway } from './gateway.js';
import { createInteractions } from './interactions.js';
import { mountApi } from './http/api.js';
import { isLocal, isLocalUpgrade } from './http/guard.js';
import { defaultPageFolder, mountStatic } from './http/static.js';
import { mountPage } from './page-server.js';
import { channelNamed, createPerson, storedGuild, storedPerson } from './person.js';
import { routes } from './routes/index.js';
import { seenEvents } from './scheduled-events.js';
import { seedWorld } from './seed.js';
import { createSnowflakes } from './snowflake.js';
import { createSaver, readWorldFile } from './store-file.js';
import { watchTime } from './time-passes.js';
import * as places from './place-changes.js';
import * as changes from './world-changes.js';
import { createWorld } from './world.js';
import type { App } from './http/api.js';
import type { Core } from './core.js';
import type { LocalDiscord, LocalDiscordOptions } from './index.js';
import type { DueReader } from './page-due.js';
import type { World } from './world.js';

/** Builds the parts, joins them, and listens. */
export async function openLocalDiscord(options: LocalDiscordOptions): Promise<LocalDiscord> {
  const { file } = options;
  const saved = file === undefined ? undefined : await readWorldFile(file);
  const world = createWorld(saved ?? seedWorld(''));
  const { state } = world;
  const log = options.log ?? (() => undefined);
  let origin = state.origin;
  let port = 0;

  const bus = createBus();
  const clock = createClock(options.now ?? Date.now, state.clockOffset, (offset) => {
    state.clockOffset = offset;
    bus.emit({ type: 'clock', now: clock.now() });
  });
  const ids = createSnowflakes(() => clock.now().getTime(), state.lastId);
  const gateway = createGateway({
    world,
    address: () => `ws://${options.gatewayHost ?? '127.0.0.1'}:${String(port)}/gateway`,
    changed: () => bus.emit({ type: 'state' }),
    unknown: (line) => api.unknownRoutes.push(line),
  });
  const core: Core = { world, clock, ids, bus, gateway, origin: () => origin, log };
  const interactions = createInteractions(core);

  const app: App = new Hono();
  app.use('*', async (c, next) => {
    if (isLocal(c.req.header('host'), c.req.header('origin'), port)) return next();
    return c.json({ error: 'Only pages and programs of this machine may ask here.' }, 403);
  });
  const generous = { limit: 200, perMs: 1_000 };
  const api = mountApi(app, {
    core,
    interactions,
    routes,
    rate: options.rate ?? generous,
    messageRate: options.messageRate ?? { limit: 50, perMs: 1_000 },
    ...(options.globalRate && { globalRate: options.globalRate }),
    tellsTime: options.tellsTime ?? true,
  });
  let due: DueReader | undefined;
  mountPage(app, core, interactions, () => due);
  mountStatic(app, core, options.pageFolder ?? defaultPageFolder());

  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  server.on('upgrade', (request, socket, head) => {
    const path = (request.url ?? '').split('?')[0];
    if (isLocalUpgrade(request, port) && path === '/gateway') return gateway.upgrade(request, socket, head);
    return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  await listen(server, options.port);
  port = (server.address() as AddressInfo).port;
  origin = `http://127.0.0.1:${port}`;
  moveFiles(world, origin);

  const saver =
    file === undefined
      ? undefined
      : createSaver(
          file,
          () => ({ ...state, lastId: ids.last() }),
          (error) => log(`The local Discord could not save its file: ${String(error)}`),
        );
  bus.on(() => saver?.touch());
  clock.onMove(() => interactions.expire());
  const stopTime = watchTime(core);

  const anyChannel = (reference: string) =>
    channelNamed(
      core,
      state.channels.filter((channel) => channel.type !== 1 || channel.id === reference),
      reference,
    );
  let closing: Promise<void> | undefined;
  const close = async () => {
    stopTime();
    interactions.close();
    gateway.close();
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
    saver?.stop();
    await saver?.flush();
  };

  return {
    origin,
    apiUrl: `${origin}/api`,
    token: state.token,
    clock,
    world,
    gateway,
    interactions: interactions.records,
    requests: api.requests,
    unknownRoutes: api.unknownRoutes,
    person: (name) => createPerson(core, interactions, storedPerson(core, name)),
    events: (server) => seenEvents(world, storedGuild(core, server)),
    people: () => state.people.filter((one) => !one.bot && one.listed).map((one) => one.name),
    addPerson(plan) {
      const stored = changes.addPerson(core, plan, (name) => storedGuild(core, name));
      return createPerson(core, interactions, stored);
    },
    intercept: (hook) => api.intercept(hook),
    setBotPermission: (channel, denied) => changes.setBotOverwrite(core, anyChannel(channel), denied, []),
    grantBotPermission: (channel, granted) => changes.setBotOverwrite(core, anyChannel(channel), [], granted),
    setBotServerPermission: (server, denied) => changes.setBotRole(core, storedGuild(core, server), denied),
    deleteChannel: (channel) => changes.deleteChannel(core, anyChannel(channel)),
    addChannel: (server, name) => places.addChannel(core, storedGuild(core, server), name),
    archiveThread: (thread, how) => places.archiveThread(core, anyChannel(thread), how),
    setServerAvailable: (server, available) =>
      places.setAvailable(core, storedGuild(core, server), available),
    addRole: (server, name) => changes.addRole(core, storedGuild(core, server), name),
    deleteRole: (server, name) => changes.deleteRole(core, storedGuild(core, server), name),
    removeBot: (server) => changes.removeBot(core, storedGuild(core, server)),
    inviteBot: (server) => changes.inviteBot(core, storedGuild(core, server)),
    botCommands: () => state.commands,
    showDue(read) {
      due = read;
    },
    async save() {
      await saver?.flush();
    },
    close: () => (closing ??= close()),
  };
}

/** Listens on this machine alone; a port in use rejects with EADDRINUSE. */
function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Lets the addresses of files follow where the world is served now. */
function moveFiles(world: World, origin: string): void {
  const { state } = world;
  const [before, now] = [`${state.origin}/attachments/`, `${origin}/attachments/`];
  if (state.origin !== '' && before !== now) {
    const text = JSON.stringify(state.messages).replaceAll(before, now);
    state.messages = JSON.parse(text) as typeof state.messages;
  }
  state.origin = origin;
}
