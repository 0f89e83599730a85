import type { Translate } from '../texts/texts.js';
import { suggestZones } from '../time/zones.js';
import { customId } from './custom-ids.js';
import type { Form, View } from './view.js';

/** What goes on after a person has said which zone they are in. */
export type AfterZone = 'none' | 'propose' | 'remind';

/** "Which time zone are you in?", asked once. What they were doing waits and goes on by itself. */
export function zoneQuestion(t: Translate, then: AfterZone, now: Date): View {
  return {
    title: t('settings:zone.title'),
    body: t('settings:zone.question'),
    rows: [
      [
        {
          id: customId('zone', { act: 'choose', then }),
          placeholder: t('settings:zone.choose'),
          options: suggestZones('', 25, now).map(({ zone, label }) => ({ label, value: zone })),
        },
      ],
      [{ id: customId('zone', { act: 'other', then }), label: t('settings:zone.other') }],
    ],
  };
}

/** The form for a zone that is not in the menu. */
export function zoneForm(t: Translate, then: AfterZone): Form {
  return {
    id: customId('zone', { act: 'form', then }),
    title: t('settings:zone.title'),
    fields: [
      {
        name: 'zone',
        label: t('settings:zone.name'),
        description: t('settings:zone.hint'),
        required: true,
        maxLength: 100,
      },
    ],
  };
}
