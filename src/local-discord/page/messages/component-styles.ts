import {
  DiscordAuthorInfo,
  DiscordButton,
  DiscordCommand,
  DiscordEmbed,
  DiscordEmbedFields,
  DiscordFileAttachment,
  DiscordHeader,
  DiscordMention,
  DiscordMessage,
  DiscordMessages,
  DiscordOrderedList,
  DiscordTime,
  DiscordUnorderedList,
} from '@skyra/discord-components-core';

const focusRing = '{ outline: 2px solid #fff; outline-offset: 2px; }';

/**
 * The components are made for pictures of conversations. These additions make them fit to be used: enough contrast,
 * visible focus, and a layout that holds on a narrow screen.
 */
const additions: [{ elementStyles: unknown[] }, string][] = [
  [
    DiscordMessages,
    ':host { border: 0; background: none; } ::slotted(*:not(:first-child)) { margin-top: 0; }',
  ],
  [
    DiscordMessage,
    `:host { padding: 8px 48px 8px 16px; line-height: 1.375; }
     :host([highlight]) { padding-right: 16px; }
     :host([data-ephemeral]) { padding-right: 16px; background: #4d59e014; box-shadow: inset 2px 0 #7480f5; }
     .discord-message-timestamp { color: #a5a8af; margin-left: 6px; }
     .discord-message-content { min-width: 0; }
     .discord-author-avatar { margin-top: 2px; }
     .discord-author-avatar img { cursor: default; }
     @container (max-width: 600px) {
       :host { padding: 8px 10px; }
       .discord-author-avatar { margin-right: 10px; min-width: 32px; }
       .discord-author-avatar img { width: 32px; height: 32px; }
     }`,
  ],
  [
    DiscordAuthorInfo,
    ':host .discord-author-username:hover { text-decoration: none; cursor: default; } .discord-application-tag { background: #4d59e0 !important; }',
  ],
  [
    DiscordCommand,
    `:host { max-width: 100%; overflow: hidden; }
     :host .discord-slash-command-name { color: #c9cdfb !important; }
     @container (max-width: 600px) { :host { margin-left: 42px !important; } }`,
  ],
  [
    DiscordEmbed,
    `:host { line-height: 1.375; margin: 4px 0; color: #dbdee1; }
     .discord-embed-wrapper { background-color: #2b2d31 !important; border-color: #232428 !important; }
     .discord-embed-root { flex: 0 1 520px; }
     .discord-embed-wrapper { width: 100%; }
     .discord-embed-image { max-width: 100%; }`,
  ],
  [
    DiscordEmbedFields,
    `:host { grid-template-columns: repeat(12, minmax(0, 1fr)); gap: 8px; }
     @container (max-width: 600px) {
       ::slotted([inline-index='1']), ::slotted([inline-index='2']), ::slotted([inline-index='3']) {
         grid-column: 1/13 !important;
       }
     }`,
  ],
  [
    DiscordButton,
    `button:focus-visible, a:focus-visible ${focusRing}
     :host > *:first-child { box-sizing: border-box; padding: 2px 14px; min-width: 0; height: auto; min-height: 34px; gap: 4px; }
     .primary { background-color: #4d59e0; } .primary.hoverable:hover { background-color: #424cc4; }
     .success { background-color: #1f7a3f; } .success.hoverable:hover { background-color: #196634; }
     .destructive { background-color: #c4303a; } .destructive.hoverable:hover { background-color: #a32730; }
     .secondary { background-color: #4a4d55; } .secondary.hoverable:hover { background-color: #5c5f68; }
     button[aria-busy='true'] { opacity: 0.7; cursor: progress; }
     @media (prefers-reduced-motion: reduce) { :host > *:first-child { transition: none; } }`,
  ],
  [
    DiscordMention,
    `:host { cursor: default; } :host([role='button']) { cursor: pointer; } :host(:focus-visible) ${focusRing}`,
  ],
  [DiscordTime, ':host { white-space: normal; }'],
  [DiscordHeader, ':host > * { margin: 8px 0 4px; }'],
  [DiscordUnorderedList, ':host > ul { margin: 2px 0 2px 20px; }'],
  [DiscordOrderedList, ':host > ol { margin: 2px 0 2px 24px; padding: 0; }'],
  [
    DiscordFileAttachment,
    '.discord-file-attachment-metadata { color: #b5bac1 !important; } a:focus-visible { outline: 2px solid #fff; } :host { max-width: 100%; }',
  ],
];

/** Adds them to the components' own styles; to be called once, before the first message is drawn. */
export function adaptComponents(): void {
  for (const [component, css] of additions) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    component.elementStyles.push(sheet);
  }
}
