// The carrier over its REST interface. Numbers and texts stay out of every log line and error.
import { Fault } from '../faults.ts';
import type { Log } from '../log.ts';
import type { Asked, Carrier, Dialled, LegStatus } from '../reception/carrier.ts';
import { createAdmin, type Admin } from './admin.ts';
import { loadClient, soundUrl, type Account, type Client } from './client.ts';
import { asked, isGone, isUnauthorized, notDialled, troubleOf } from './outcome.ts';
import { fetchSound } from './sound.ts';
import { legStatuses } from './webhook.ts';

export interface TwilioOptions extends Account {
  log: Log;
}

export type TwilioCarrier = Carrier & Admin & {
  /** Loads the library ahead of the first call out. */
  warm(): Promise<void>;
  close(): Promise<void>;
};

export function createTwilio({ log, ...account }: TwilioOptions): TwilioCarrier {
  let loading: Promise<Client> | undefined;
  const load = () => (loading ??= loadClient(account));
  const client = async () => (await load()).twilio;

  /** Logs what went wrong by codes alone, and as an error what a person must put right. */
  const told = (error: unknown, what: string, of: Record<string, string> = {}) => {
    const trouble = troubleOf(error);
    const fields = { what, ...of, status: trouble.status, code: trouble.code };
    if (isUnauthorized(trouble)) log.error(fields, 'the carrier does not accept our account id and token');
    else if (!isGone(trouble)) log.warn(fields, 'the carrier did not do what we asked');
    return trouble;
  };
  const ask = async (what: string, sid: string, request: (twilio: Client['twilio']) => Promise<Asked | void>): Promise<Asked> => {
    const twilio = await client();
    try {
      return (await request(twilio)) ?? 'done';
    } catch (error) {
      return asked(told(error, what, { sid }));
    }
  };

  return {
    ...createAdmin(client),
    warm: async () => void (await load()),
    close: async () => (await loading)?.transport.close(),

    async dial({ to, from, url, statusUrl, ringS, mostS }): Promise<Dialled> {
      const twilio = await client();
      try {
        const { sid } = await twilio.calls.create({
          to, from, url, method: 'POST', timeout: ringS, timeLimit: mostS,
          statusCallback: statusUrl, statusCallbackMethod: 'POST', statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
        });
        return { ok: true, sid };
      } catch (error) {
        return { ok: false, why: notDialled(told(error, 'dial')) };
      }
    },

    redirect: ({ sid, url }) => ask('redirect', sid, async (twilio) => {
      await twilio.calls(sid).update({ url, method: 'POST' });
    }),

    /** `completed` also ends a leg that still rings. */
    hangUp: (sid) => ask('hang up', sid, async (twilio) => {
      await twilio.calls(sid).update({ status: 'completed' });
    }),

    /** A room that cannot be found yet has only just begun, or has only one in it: worth another try. */
    hold: ({ sid, room, conference, on, musicUrl }) => ask('hold', sid, async (twilio) => {
      const found = conference ?? (await twilio.conferences.list({ friendlyName: room, status: 'in-progress', limit: 1 }))[0]?.sid;
      if (found === undefined) return 'later';
      await twilio.conferences(found).participants(sid).update(on ? { hold: true, holdUrl: musicUrl, holdMethod: 'POST' } : { hold: false });
    }),

    /** The one under way is called CURRENT, so nothing need be known of it, and asked twice nothing is begun twice. */
    record: async ({ sid, want, statusUrl }) => {
      const status = want === 'on' ? 'in-progress' as const : want === 'paused' ? 'paused' as const : 'stopped' as const;
      const steered = await ask(`recording ${want}`, sid, async (twilio) => {
        // What is said in a pause is left out, not written as silence.
        await twilio.calls(sid).recordings('Twilio.CURRENT').update({ status, ...(status === 'paused' && { pauseBehavior: 'skip' }) });
      });
      if (steered !== 'gone' || want !== 'on') return steered;
      return ask('record', sid, async (twilio) => {
        await twilio.calls(sid).recordings.create({ recordingChannels: 'dual', recordingStatusCallback: statusUrl, recordingStatusCallbackMethod: 'POST', recordingStatusCallbackEvent: ['completed', 'absent'] });
      });
    },

    announce: ({ room, conference, url }) => ask('announce', room, async (twilio) => {
      const found = conference ?? (await twilio.conferences.list({ friendlyName: room, status: 'in-progress', limit: 1 }))[0]?.sid;
      if (found === undefined) return 'later';
      await twilio.conferences(found).update({ announceUrl: url, announceMethod: 'POST' });
    }),

    async text({ to, from, body, statusUrl }) {
      const twilio = await client();
      try {
        const sender = from.startsWith('MG') ? { messagingServiceSid: from } : { from };
        const { sid } = await twilio.messages.create({ to, body, statusCallback: statusUrl, ...sender });
        return { ok: true, sid };
      } catch (error) {
        const trouble = told(error, 'text');
        // Lost on the way it may have been sent; a page that comes twice is better than one that does not come.
        const why = asked(trouble) === 'later' ? 'later' as const : 'refused' as const;
        return { ok: false, why, ...(notDialled(trouble) === 'unclear' && { unclear: true as const }), ...(trouble.code !== undefined && { code: trouble.code }) };
      }
    },

    async recording(sid) {
      const sound = await fetchSound(soundUrl(account, sid), account.accountSid, account.authToken);
      if (sound.ok) return sound;
      if (sound.why === 'failed') return { ok: false, why: 'later' };
      if (sound.why !== 'missing') {
        log.error({ what: 'recording', sid, why: sound.why }, 'the sound of a recording cannot be had; it stays with the carrier');
        return { ok: false, why: 'gone' };
      }
      return { ok: false, why: await whyMissing(sid) };
    },

    forgetRecording: (sid) => ask('forget a recording', sid, async (twilio) => {
      await twilio.recordings(sid).remove();
    }),

    /** `unknown`: the carrier knows no such leg. No answer is a fault and a new word no end, so that neither is taken for one. */
    async status(sid): Promise<LegStatus> {
      const twilio = await client();
      try {
        const { status } = await twilio.calls(sid).fetch();
        return legStatuses.read(status) ?? 'in-progress';
      } catch (error) {
        if (isGone(told(error, 'status', { sid }))) return 'unknown';
        throw new Fault('carrier-down', `It did not tell the status of ${sid}.`);
      }
    },
  };

  /** The sound of a recording is missing while it is being written, and again once it is deleted; its record tells. */
  async function whyMissing(sid: string): Promise<'not-yet' | 'gone' | 'later'> {
    const twilio = await client();
    try {
      const { status } = await twilio.recordings(sid).fetch();
      return ['absent', 'deleted', 'failed'].includes(status) ? 'gone' : 'not-yet';
    } catch (error) {
      return asked(told(error, 'recording', { sid })) === 'gone' ? 'gone' : 'later';
    }
  }
}
