// Which messages an agent's token may hear and take in hand: their own, their teams', and those they have claimed.
import type { VoicemailRecord } from '../../call/voicemail.ts';
import type { ApiParts } from './parts.ts';
import type { Asker } from './route.ts';

export async function sees({ people }: Pick<ApiParts, 'people'>, { role, agent }: Asker): Promise<(value: VoicemailRecord) => boolean> {
  if (role !== 'agent') return () => true;
  const known = agent === undefined ? undefined : await people.get(agent);
  if (!known) return () => false;
  const boxes = new Set([`agent:${known.id}`, ...known.teams.map((team) => `team:${team}`)]);
  return (value) => boxes.has(value.for) || value.by === known.id;
}
