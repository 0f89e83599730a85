/** The yardstick: a bare discord.js bot that answers clicks and, with STORE, keeps each with one awaited write. */
import { KeyvSqlite } from '@keyv/sqlite';
import { Client, Events, GatewayIntentBits, MessageFlags, type ButtonInteraction } from 'discord.js';
import Keyv from 'keyv';

const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: process.env.DISCORD_API_URL ?? '' },
});
let votes: Keyv | undefined;
if (process.env.STORE !== undefined) {
  const store = new KeyvSqlite({ uri: `sqlite://${process.env.STORE}`, busyTimeout: 5_000 });
  await store.query('PRAGMA journal_mode = WAL');
  await store.query('PRAGMA synchronous = FULL');
  votes = new Keyv({ store, throwOnErrors: true });
}

client.on(Events.InteractionCreate, (interaction) => {
  if (interaction.isButton()) void answer(interaction);
});

async function answer(interaction: ButtonInteraction): Promise<void> {
  await votes?.set(interaction.user.id, { choice: interaction.customId, at: interaction.id });
  const text = `Recorded: For. You can change it or take it back until <t:${process.env.CLOSES ?? ''}:F>.`;
  await interaction.reply({
    embeds: [{ color: 0x2e8b57, description: text }],
    flags: MessageFlags.Ephemeral,
  });
}

client.once(Events.ClientReady, () => void post());

async function post(): Promise<void> {
  const channel = await client.channels.fetch(process.env.CHANNEL ?? '');
  if (channel?.isSendable() !== true) throw new Error('No channel to post in.');
  await channel.send({
    embeds: [{ title: 'Picket at the gate', description: 'Everybody may vote.' }],
    components: [{ type: 1, components: [{ type: 2, style: 3, label: 'For', custom_id: 'for' }] }],
  });
  console.log('ready');
}
await client.login(process.env.DISCORD_TOKEN);
