import type { AppDeps } from '../app-deps.js';
import type { Config } from '../config.js';
import type { Health } from '../health/health.js';
import { placeOf } from '../keeping.js';
import { backUpStore } from './backup.js';
import { setPlaces } from './set-places.js';
import type { AnswerOperator } from './socket.js';
import { takeDownByText } from './take-down.js';

/** How the running bot answers the tools of whoever operates it. */
export function operatorAnswers(config: Config, deps: AppDeps, health: Health): AnswerOperator {
  const { store, now } = deps;
  return async (request, progress) => {
    switch (request.ask) {
      case 'backup':
        return backUpStore(store, placeOf(config), request.file, now(), progress);
      case 'take down':
        return takeDownByText(deps, request.text, now());
      case 'state': {
        const { ok, parts } = await health.ready();
        const places = await setPlaces(deps.settings);
        return { ok: true, said: ok ? 'ready' : 'not ready', state: { ready: ok, parts, places } };
      }
    }
  };
}
